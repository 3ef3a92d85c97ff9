"""Who fits whom, and why. Pure: NumPy and SciPy, no framework (see README.md)."""
