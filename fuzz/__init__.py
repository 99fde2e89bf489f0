"""Coverage-guided fuzzing of every reader and of the pipeline: run by hand, needs ``pip install atheris``."""
