"""Questions and their answers: the library of .rq files, their parameters, tables of results."""
