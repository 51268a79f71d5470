"""Steps, Prefect flows, settings and the command line: the tier that puts the workers together."""
