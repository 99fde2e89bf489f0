"""Loaded by a worker of a cluster that is to obey the faults that files ask for (see ``batch_faults``)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import batch_faults

from mzstats import cluster

cluster.work_on = batch_faults.faulty
cluster.seconds_allowed = lambda work: 2.0
