"""The parts that notebooks need: saving, frameworks, the check of the installation."""
