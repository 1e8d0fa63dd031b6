"""Requests over HTTP and MCP -> the same answers programs get on the command line; and who may ask."""
