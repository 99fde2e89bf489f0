"""Fuzzing by hand: guided by coverage, of every reader and the pipeline (``run``, needs ``pip install atheris``);
and short texts without end (``generated``)."""
