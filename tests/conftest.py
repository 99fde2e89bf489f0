"""What holds for every test: messages in English, whatever the locale; generated inputs that are the same in every run.

``MZSTATS_RANDOM=1`` has hypothesis look for new inputs instead.
"""

import os

from hypothesis import settings

os.environ["MZSTATS_LANG"] = "en"
settings.register_profile("same", derandomize=True, database=None)
if not os.environ.get("MZSTATS_RANDOM"):
    settings.load_profile("same")
