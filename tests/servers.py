"""PLACEHOLDER until the tooling room lands."""
