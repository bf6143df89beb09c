// @ts-check
// Fills a form with where the phone stands; without it, coordinates are pasted.

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {number} value
 */
function put(form, name, value) {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = String(value);
}

/** @param {HTMLElement} offer */
function offerPosition(offer) {
  const form = offer.closest("form");
  const button = offer.querySelector("button");
  const said = offer.querySelector("[role=status]");
  if (!form || !button || !said || !("geolocation" in navigator)) return;
  offer.hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        put(form, "lat", coords.latitude);
        put(form, "lon", coords.longitude);
        put(form, "accuracy", Math.ceil(coords.accuracy));
        said.textContent = (offer.dataset.found || "").replace("{n}", String(Math.ceil(coords.accuracy)));
      },
      () => {
        said.textContent = offer.dataset.failed || "";
      },
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 },
    );
  });
}

document.querySelectorAll("[data-locate]").forEach((found) => {
  if (found instanceof HTMLElement) offerPosition(found);
});
