"""Binding for tables: the number of a cell to the one metric it measures, by its row's label, its column's head, what stands over them.

``told``    what stands at a number        ``doubt``   why a number is none, or not to be trusted
``metric``  the metric of a subject        ``detail``  area, and what narrows a figure
``binder``  one number after the other     ``same``    what tells like figures apart
``totals``  parts of totals
"""

from mzstats.cells.binder import bind_table

__all__ = ["bind_table"]
