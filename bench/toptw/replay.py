"""Replays tours by the rules of their instance, in whole numbers; it shares no code with the search."""

from collections import Counter

from bench.toptw.instances import Instance, Node, distance


class Broken(Exception):
    """The tours break a rule of the instance."""


def replayed(instance: Instance, routes: list[list[int]]) -> int:
    """Return the profit of some tours of node ids; raise ``Broken`` with the rule that they break."""
    if len(routes) > instance.tours:
        raise Broken(f"{len(routes)} tours where {instance.tours} are allowed")
    known = {node.id: node for node in instance.nodes}
    visits = [known[number] for route in routes for number in route]
    if len({node.id for node in visits}) != len(visits):
        raise Broken("a node is visited twice")
    for tour, route in enumerate(routes):
        _drive(instance, tour, [known[number] for number in route])
    _afford(instance, visits)
    return sum(node.profit for node in visits)


def _drive(instance: Instance, tour: int, nodes: list[Node]) -> None:
    now, here = instance.opens, instance.depot
    for node in nodes:
        now += distance(here, (node.x, node.y), instance.decimals)
        starts = [max(now, first) for first, last in node.windows[tour] if now <= last]
        if not starts:
            raise Broken(f"tour {tour + 1} comes to node {node.id} at {now}, after it shut")
        now, here = min(starts) + node.service, (node.x, node.y)
    now += distance(here, instance.depot, instance.decimals)
    if now > instance.closes:
        raise Broken(f"tour {tour + 1} is back at {now}, after {instance.closes}")


def _afford(instance: Instance, visits: list[Node]) -> None:
    fees = sum(node.fee for node in visits)
    if instance.budget is not None and fees > instance.budget:
        raise Broken(f"the fees are {fees}, the budget {instance.budget}")
    types = Counter(number for node in visits for number in node.types)
    for number, most in enumerate(instance.most_of_type, start=1):
        if types[number] > most:
            raise Broken(f"{types[number]} nodes of type {number} where {most} are allowed")
