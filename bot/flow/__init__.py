"""The rooms in the order in which the work passes; each file one verb, one transaction for each thing done."""
