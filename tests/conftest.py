"""Messages are looked at in English, whatever the locale of whoever runs the tests."""

import os

os.environ["MZSTATS_LANG"] = "en"
