"""The example college: its Word files, made from data, and the demonstration of a year."""
