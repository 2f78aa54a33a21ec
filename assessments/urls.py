from __future__ import annotations

from django.urls import path

from assessments.views import (
    agreeing,
    baselines,
    board,
    changes,
    checking,
    cycles,
    finalising,
    glossary,
    handing,
    home,
    inheriting,
    inviting,
    launching,
    leading,
    library,
    moving,
    paper,
    preview,
    profile,
    questionnaire,
    results,
    role_views,
    standing,
    styleguide,
    suggesting,
    task_list,
)

app_name = "assessments"

start = [
    path("", home.home, name="home"),
    path("organisations/<slug:slug>/", home.organisation, name="organisation"),
    path("organisations/<slug:slug>/profile/", profile.profile, name="profile"),
    path("organisations/<slug:slug>/profile/edit/", profile.edit_profile, name="edit-profile"),
    path("organisations/<slug:slug>/profile/staffing/", profile.staffing, name="staffing"),
    path(
        "organisations/<slug:slug>/profile/staffing/<int:pk>/remove/", profile.remove_staffing, name="remove-staffing"
    ),
    path("organisations/<slug:slug>/cycles/new/", cycles.new_cycle, name="new-cycle"),
    path("cycles/<int:pk>/", cycles.cycle, name="cycle"),
    path("cycles/<int:pk>/units/", cycles.add_cycle_units, name="cycle-units"),
    path("cycles/<int:pk>/open/", cycles.open_all, name="open-cycle"),
    path("cycles/<int:pk>/close/", cycles.close_all, name="close-cycle"),
    path("units/<int:pk>/", home.unit, name="unit"),
    path("units/<int:pk>/assessments/new/", home.start, name="start"),
]
answering = [
    path("assessments/<int:pk>/", task_list.assessment, name="assessment"),
    path("assessments/<int:pk>/take-part/", inviting.take_part, name="take-part"),
    path("assessments/<int:pk>/sections/<slug:model>/<slug:dimension>/", questionnaire.section, name="section"),
    path(
        "assessments/<int:pk>/sections/<slug:model>/<slug:dimension>/check/",
        checking.check_section,
        name="check-section",
    ),
    path("assessments/<int:pk>/next/", task_list.next_open, name="next"),
    path("assessments/<int:pk>/answers/<slug:practice>/", questionnaire.answer, name="answer"),
    path("assessments/<int:pk>/questionnaire.pdf", paper.assessment_paper, name="paper"),
    path("assessments/<int:pk>/check/", checking.check, name="check"),
    path("assessments/<int:pk>/submit/", checking.submit, name="submit"),
    path("assessments/<int:pk>/hand-over/<slug:practice>/", handing.practice, name="hand-over"),
    path(
        "assessments/<int:pk>/sections/<slug:model>/<slug:dimension>/hand-over/",
        handing.section,
        name="hand-over-section",
    ),
    path("assessments/<int:pk>/suggestions/", suggesting.suggestions, name="suggestions"),
    path("assessments/<int:pk>/handovers/", handing.handovers, name="handovers"),
    path("assessments/<int:pk>/handovers/<int:handover>/end/", handing.end, name="end-handover"),
    path("assessments/<int:pk>/handovers/<int:handover>/dismiss/", handing.dismiss, name="dismiss-proposal"),
    path("assessments/<int:pk>/inherited/", inheriting.inherited, name="inherited"),
    path("assessments/<int:pk>/inherited/<slug:practice>/", inheriting.differs, name="differs"),
    path("assessments/<int:pk>/inherited/<slug:practice>/refuse/", inheriting.refuse_differs, name="refuse-differs"),
    path("assessments/<int:pk>/versions/", moving.versions, name="versions"),
    path("assessments/<int:pk>/versions/undo/", moving.undo, name="undo-move"),
    path("assessments/<int:pk>/archive/", moving.archive, name="archive"),
]
leads = [
    path("assessments/<int:pk>/people/", leading.people, name="people"),
    path("assessments/<int:pk>/launch/", launching.launch, name="launch"),
    path("assessments/<int:pk>/standing/", standing.standing, name="standing"),
    path("assessments/<int:pk>/standing/remind/", standing.send_reminders, name="remind"),
    path("assessments/<int:pk>/people/ask/", inviting.ask, name="ask"),
    path("assessments/<int:pk>/people/tell/", inviting.tell_all, name="tell"),
    path("assessments/<int:pk>/people/planned/<int:plan>/", inviting.again, name="ask-again"),
    path("assessments/<int:pk>/people/<int:participant>/remove/", leading.remove, name="remove-participant"),
    path("assessments/<int:pk>/open/", leading.open_draft, name="open"),
    path("assessments/<int:pk>/close/", leading.close, name="close"),
    path("assessments/<int:pk>/reopen/", leading.reopen, name="reopen"),
    path("assessments/<int:pk>/final/", finalising.final, name="final"),
    path("assessments/<int:pk>/baselines/<slug:model>/", baselines.baseline, name="baseline"),
    path("assessments/<int:pk>/baselines/<slug:model>/remove/", baselines.remove, name="remove-baseline"),
    path("assessments/<int:pk>/board/", board.board, name="board"),
    path("assessments/<int:pk>/board/<slug:practice>/", agreeing.practice, name="board-practice"),
    path("assessments/<int:pk>/board/<slug:practice>/evidence/", agreeing.evidence, name="board-evidence"),
]
reading = [
    path("assessments/<int:pk>/roles/", role_views.role_views, name="role-views"),
    path("assessments/<int:pk>/results/", results.results, name="results"),
    path("assessments/<int:pk>/results/<slug:model>/radar.json", results.radar_figure, name="radar-figure"),
    path("assessments/<int:pk>/report.pdf", results.report_pdf, name="report-pdf"),
]
browsing = [
    path("models/", library.models, name="models"),
    path("models/<slug:key>/", library.model, name="model"),
    path("models/<slug:key>/changes/", changes.model_changes, name="model-changes"),
    path("versions/<int:pk>/preview/", preview.preview, name="preview"),
    path("versions/<int:pk>/preview/questionnaire.pdf", paper.version_paper, name="preview-paper"),
    path("versions/<int:pk>/preview/<slug:dimension>/", preview.preview_section, name="preview-section"),
    path("activities/<slug:key>/", library.activity, name="activity"),
    path("practices/", library.practices, name="practices"),
    path("practices/<slug:key>/", library.practice, name="practice"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
urlpatterns = [*start, *answering, *leads, *reading, *browsing]
