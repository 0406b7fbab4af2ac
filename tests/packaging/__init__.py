"""What is installed, how it is built, and that the README's commands are the ones that are run."""
