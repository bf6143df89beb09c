// @ts-check
// Makes two things easier that work without it: handing a page on, and selecting an address to copy.

/** @param {HTMLElement} button */
function offerShare(button) {
  button.addEventListener("click", async (event) => {
    if (!("share" in navigator)) return;
    event.preventDefault();
    try {
      await navigator.share({ title: button.dataset.share, url: button.dataset.address || location.href });
    } catch (refused) {
      // The reader closed the sheet: nothing to do.
    }
  });
}

/** @param {HTMLElement} shown */
function offerSelection(shown) {
  shown.addEventListener("click", () => {
    const range = document.createRange();
    range.selectNodeContents(shown);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  });
}

document.querySelectorAll("[data-share]").forEach((found) => {
  if (found instanceof HTMLElement) offerShare(found);
});
document.querySelectorAll("[data-copy]").forEach((found) => {
  if (found instanceof HTMLElement) offerSelection(found);
});
