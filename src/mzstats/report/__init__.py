"""What people read out of a table: summaries, comparisons, answers, the page of text and figures."""
