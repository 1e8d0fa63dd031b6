"""Policy document knowledge assistant: a folder of policy texts -> cited answers."""

__version__ = "0.1.0"
