"""The product, as one pipeline that data passes through in one direction:

content        exchange/, models/    what can be asked: scales, practices, model versions
questionnaire  forms.py, views/      the practices of one assessment, section by section
answers        queries/, actions/    what people said, and what the unit agreed
scoring        scoring/              exact scores, placement and reasons; pure
results, plan  wording.py, charts/   the same numbers as sentences, radar, gaps and actions
report         report/               one frozen object with four faces: PDF, workbook, CSV, JSON
"""
