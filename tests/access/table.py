"""Who gets what at every address: one line each, for each method that it knows. This is the promise about access.

A line is an address, a method, and the answers to `KINDS` of `tests/access/world.py`, in the order of the heading. One
answer alone is everybody's; two are the visitor's and that of everybody who signed in. `in` leads to the sign-in page,
every other answer is a status; 401 is a page that keeps what was sent until one has signed in. Nothing is sent along
with POST, so that 400 or 302 mean that somebody may do it.

All other methods are refused everywhere. HEAD is answered as GET is. Words in braces are made in the world; an address
with one of another organisation's is 404 for everybody, and nothing of what it holds appears anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.access.world import KINDS

TABLE = """
address                                                          method  visitor outsider beside viewer respondent reviewer within lead admin staff

/                                                                GET     200
/glossary/                                                       GET     200
/models/                                                         GET     200
/models/{model}/                                                 GET     200
/models/{model}/changes/                                         GET     200
/practices/                                                      GET     200
/practices/{practice}/                                           GET     200
/roles/                                                          GET     200
/roles/{role}/                                                   GET     200
/activities/                                                     GET     200
/activities/{activity}/                                          GET     200
/risks/                                                          GET     200
/risks/{risk}/                                                   GET     200
/guides/                                                         GET     200
/guides/{guide}/                                                 GET     200
/styleguide/                                                     GET     404
/versions/{version}/preview/                                     GET     in      403      403    403    403        403      403    403  403   200
/versions/{version}/preview/questionnaire.pdf                    GET     in      403      403    403    403        403      403    403  403   503
/versions/{version}/preview/{dimension}/                         GET     in      403      403    403    403        403      403    403  403   200

/favicon.ico                                                     GET     302

/profile/                                                        GET     in      200
/profile/                                                        POST    in      400
/organisations/{organisation}/                                   GET     in      404      200    200    200        200      200    200  200   404
/units/{unit}/                                                   GET     in      404      404    200    200        200      200    200  200   404
/units/{unit}/assessments/new/                                   GET     in      404      404    403    403        403      200    200  200   404
/units/{unit}/assessments/new/                                   POST    401     404      404    403    403        403      400    400  400   404
/organisations/{organisation}/cycles/new/                        GET     in      404      403    403    403        403      403    200  200   404
/organisations/{organisation}/cycles/new/                        POST    401     404      403    403    403        403      403    400  400   404
/cycles/{cycle}/                                                 GET     in      404      403    403    403        403      403    200  200   404
/cycles/{cycle}/units/                                           GET     in      404      403    403    403        403      403    200  200   404
/cycles/{cycle}/units/                                           POST    401     404      403    403    403        403      403    400  400   404
/cycles/{cycle}/open/                                            POST    401     404      403    403    403        403      403    302  302   404
/cycles/{cycle}/close/                                           POST    401     404      403    403    403        403      403    302  302   404
/organisations/{organisation}/profile/                           GET     in      404      200    200    200        200      200    200  200   404
/organisations/{organisation}/profile/edit/                      GET     in      404      403    403    403        403      403    200  200   404
/organisations/{organisation}/profile/edit/                      POST    401     404      403    403    403        403      403    302  302   404
/organisations/{organisation}/profile/staffing/                  GET     in      404      403    403    403        403      403    200  200   404
/organisations/{organisation}/profile/staffing/                  POST    401     404      403    403    403        403      403    400  400   404
/organisations/{organisation}/profile/staffing/{staffing}/remove/ POST   401     404      403    403    403        403      403    302  302   404
/organisations/{organisation}/members/                           GET     in      404      403    403    403        403      403    403  200   404
/organisations/{organisation}/members/{member}/                  GET     in      404      403    403    403        403      403    403  200   404
/organisations/{organisation}/members/{member}/                  POST    in      404      403    403    403        403      403    403  400   404
/organisations/{organisation}/members/{member}/remove/           GET     in      404      403    403    403        403      403    403  200   404
/organisations/{organisation}/members/{member}/remove/           POST    in      404      403    403    403        403      403    403  302   404
/organisations/{organisation}/invitations/                       GET     in      404      403    403    403        403      403    403  200   404
/organisations/{organisation}/invitations/new/                   GET     in      404      403    403    403        403      403    403  200   404
/organisations/{organisation}/invitations/new/                   POST    in      404      403    403    403        403      403    403  400   404
/organisations/{organisation}/invitations/{invitation}/renew/    POST    in      404      403    403    403        403      403    403  302   404
/organisations/{organisation}/invitations/{invitation}/withdraw/ POST    in      404      403    403    403        403      403    403  302   404
/organisations/{organisation}/units/                             GET     in      404      403    403    403        403      403    403  200   404
/organisations/{organisation}/units/new/                         GET     in      404      403    403    403        403      403    403  200   404
/organisations/{organisation}/units/new/                         POST    in      404      403    403    403        403      403    403  400   404
/organisations/{organisation}/units/{unit}/                      GET     in      404      403    403    403        403      403    403  200   404
/organisations/{organisation}/units/{unit}/                      POST    in      404      403    403    403        403      403    403  400   404
/organisations/{organisation}/settings/                          GET     in      404      403    403    403        403      403    403  200   404
/organisations/{organisation}/settings/                          POST    in      404      403    403    403        403      403    403  400   404
/profile/reminders/                                              POST    in      302
/reminders/stop/none/                                            GET     404
/reminders/stop/none/                                            POST    404
/invitation/                                                     GET     200
/invitation/                                                     POST    400
/invitation/join/                                                GET     302
/invitation/join/                                                POST    302

/assessments/{assessment}/                                       GET     in      404      404    302    200        302      302    302  302   404
/assessments/{assessment}/next/                                  GET     in      404      404    403    302        403      403    403  403   404
/assessments/{assessment}/sections/{model}/{dimension}/          GET     in      404      404    403    200        403      403    403  403   404
/assessments/{assessment}/sections/{model}/{dimension}/          POST    401     404      404    403    302        403      403    403  403   404
/assessments/{assessment}/sections/{model}/{dimension}/check/    GET     in      404      404    403    200        403      403    403  403   404
/assessments/{assessment}/answers/{practice}/                    POST    401     404      404    403    400        403      403    403  403   404
/assessments/{assessment}/questionnaire.pdf                      GET     in      404      404    403    503        403      503    503  503   404
/assessments/{assessment}/check/                                 GET     in      404      404    403    200        403      403    403  403   404
/assessments/{assessment}/submit/                                POST    401     404      404    403    302        403      403    403  403   404
/assessments/{assessment}/hand-over/{practice}/                  GET     in      404      404    403    200        403      403    403  403   404
/assessments/{assessment}/hand-over/{practice}/                  POST    401     404      404    403    400        403      403    403  403   404
/assessments/{assessment}/sections/{model}/{dimension}/hand-over/ GET     in      404      404    403    200        403      403    403  403   404
/assessments/{assessment}/sections/{model}/{dimension}/hand-over/ POST    401     404      404    403    400        403      403    403  403   404
/assessments/{assessment}/suggestions/                           POST    401     404      404    403    302        403      403    403  403   404
/assessments/{assessment}/handovers/                             GET     in      404      404    403    200        403      403    403  403   404
/assessments/{assessment}/handovers/{handover}/end/              POST    401     404      404    403    302        403      403    403  403   404
/assessments/{assessment}/handovers/{handover}/dismiss/          POST    401     404      404    403    403        403      302    302  302   404
/assessments/{assessment}/versions/                              GET     in      404      404    403    403        403      200    200  200   404
/assessments/{assessment}/versions/                              POST    401     404      404    403    403        403      409    409  409   404
/assessments/{assessment}/versions/undo/                         POST    401     404      404    403    403        403      409    409  409   404
/assessments/{assessment}/archive/                               GET     in      404      404    403    200        403      200    200  200   404
/assessments/{assessment}/inherited/                             GET     in      404      404    403    200        403      200    200  200   404
/assessments/{assessment}/inherited/{inherited}/                 GET     in      404      404    403    200        403      200    200  200   404
/assessments/{assessment}/inherited/{inherited}/                 POST    401     404      404    403    400        403      400    400  400   404
/assessments/{assessment}/inherited/{inherited}/refuse/          POST    401     404      404    403    403        403      400    400  400   404
/assessments/{assessment}/roles/                                 GET     in      404      404    200    403        200      200    200  200   404
/assessments/{assessment}/results/                               GET     in      404      404    200    403        200      200    200  200   404
/assessments/{assessment}/results/{model}/radar.json             GET     in      404      404    200    403        200      200    200  200   404
/assessments/{assessment}/report.pdf                             GET     in      404      404    503    403        503      503    503  503   404
/assessments/{assessment}/people/                                GET     in      404      404    403    403        403      200    200  200   404
/assessments/{assessment}/people/                                POST    401     404      404    403    403        403      400    400  400   404
/assessments/{assessment}/launch/                                GET     in      404      404    403    403        403      200    200  200   404
/assessments/{assessment}/launch/                                POST    401     404      404    403    403        403      400    400  400   404
/assessments/{assessment}/standing/                              GET     in      404      404    403    403        403      200    200  200   404
/assessments/{assessment}/standing/remind/                       POST    401     404      404    403    403        403      302    302  302   404
/assessments/{assessment}/people/ask/                            GET     in      404      404    403    403        403      200    200  200   404
/assessments/{assessment}/people/ask/                            POST    401     404      404    403    403        403      400    400  400   404
/assessments/{assessment}/people/tell/                           POST    401     404      404    403    403        403      302    302  302   404
/assessments/{assessment}/people/planned/{plan}/                 POST    401     404      404    403    403        403      302    302  302   404
/assessments/{assessment}/take-part/                             POST    401     404      404    403    403        403      403    403  403   404
/assessments/{assessment}/people/{participant}/remove/           POST    401     404      404    403    403        403      302    302  302   404
/assessments/{assessment}/open/                                  POST    401     404      404    403    403        403      302    302  302   404
/assessments/{assessment}/close/                                 POST    401     404      404    403    403        403      302    302  302   404
/assessments/{assessment}/baselines/{model}/                     GET     in      404      404    403    403        403      200    200  200   404
/assessments/{assessment}/baselines/{model}/                     POST    401     404      404    403    403        403      400    400  400   404
/assessments/{assessment}/baselines/{model}/remove/              POST    401     404      404    403    403        403      302    302  302   404
/assessments/{assessment}/board/                                 GET     in      404      404    403    403        200      200    200  200   404
/assessments/{assessment}/board/{practice}/                      GET     in      404      404    403    403        404      404    404  404   404
/assessments/{assessment}/board/{practice}/                      POST    401     404      404    403    403        404      404    404  404   404
/assessments/{assessment}/board/{practice}/evidence/             POST    401     404      404    403    403        404      404    404  404   404
/assessments/{assessment}/trail/                                 GET     in      404      404    403    403        403      200    200  200   404
/assessments/{assessment}/trail.csv                              GET     in      404      404    403    403        403      200    200  200   404
/assessments/{assessment}/final/                                 GET     in      404      404    403    403        403      200    200  200   404
/assessments/{assessment}/final/                                 POST    401     404      404    403    403        403      302    302  302   404
/assessments/{assessment}/reopen/                                POST    401     404      404    403    403        403      302    302  302   404

/accounts/login/                                                 GET     200     302
/accounts/login/                                                 POST    200     302
/accounts/logout/                                                GET     302     200
/accounts/logout/                                                POST    302
/accounts/signup/                                                GET     200     302
/accounts/signup/                                                POST    200     302
/accounts/inactive/                                              GET     200
/accounts/email/                                                 GET     404
/accounts/email/                                                 POST    404
/accounts/confirm-email/                                         GET     404
/accounts/confirm-email/none/                                    GET     404
/accounts/confirm-email/none/                                    POST    404
/accounts/password/change/                                       GET     in      200
/accounts/password/change/                                       POST    in      200
/accounts/password/set/                                          GET     in      302
/accounts/password/set/                                          POST    in      302
/accounts/password/reset/                                        GET     200
/accounts/password/reset/                                        POST    200
/accounts/password/reset/done/                                   GET     200
/accounts/password/reset/key/1-none/                             GET     200
/accounts/password/reset/key/1-none/                             POST    200
/accounts/password/reset/key/done/                               GET     200
/accounts/login/code/confirm/                                    GET     404
/accounts/login/code/confirm/                                    POST    404
/accounts/2fa/                                                   GET     in      200
/accounts/2fa/authenticate/                                      GET     302
/accounts/2fa/authenticate/                                      POST    302
/accounts/2fa/reauthenticate/                                    GET     in      302
/accounts/2fa/reauthenticate/                                    POST    in      302
/accounts/2fa/recovery-codes/                                    GET     in      404
/accounts/2fa/recovery-codes/download/                           GET     in      404
/accounts/2fa/recovery-codes/generate/                           GET     in      302
/accounts/2fa/recovery-codes/generate/                           POST    in      302
/accounts/2fa/totp/activate/                                     GET     in      302
/accounts/2fa/totp/activate/                                     POST    in      302
/accounts/2fa/totp/deactivate/                                   GET     in      404
/accounts/2fa/totp/deactivate/                                   POST    in      404
/accounts/2fa/webauthn/                                          GET     in      200
/accounts/2fa/webauthn/add/                                      GET     in      302
/accounts/2fa/webauthn/add/                                      POST    in      302
/accounts/2fa/webauthn/keys/1/edit/                              GET     404
/accounts/2fa/webauthn/keys/1/remove/                            GET     in      302
/accounts/2fa/webauthn/keys/1/remove/                            POST    in      302
/accounts/2fa/webauthn/reauthenticate/                           GET     in      302
/accounts/2fa/webauthn/reauthenticate/                           POST    in      302
/accounts/3rdparty/                                              GET     404
/accounts/3rdparty/login/cancelled/                              GET     200
/accounts/3rdparty/login/error/                                  GET     401
/accounts/3rdparty/signup/                                       GET     404
/accounts/oidc/sso/login/                                        GET     404
/accounts/oidc/sso/login/                                        POST    404
/accounts/oidc/sso/login/callback/                               GET     404
/accounts/reauthenticate/                                        GET     in      200
/accounts/reauthenticate/                                        POST    in      200
/accounts/sessions/                                              GET     404
/accounts/social/connections/                                    GET     404
/accounts/social/login/cancelled/                                GET     404
/accounts/social/login/error/                                    GET     404
/accounts/social/signup/                                         GET     404
/profile/sessions/                                               GET     in      200
/profile/sessions/                                               POST    in      302
"""  # noqa: E501 - a table is read in columns
SIGN_IN = "in"
PLACE = re.compile(r"\{(\w+)\}")
# Placeholders that belong to an organisation; all others are content, which is everybody's.
PUBLIC = {"model", "version", "dimension", "practice", "role", "activity", "risk", "guide"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: what each kind of person gets."""

    address: str
    method: str
    answers: dict[str, str]

    @property
    def is_owned(self) -> bool:
        """Whether it leads to something that belongs to one organisation."""
        return bool(set(PLACE.findall(self.address)) - PUBLIC)

    def fill(self, places: dict[str, object]) -> str:
        return PLACE.sub(lambda match: str(places[match[1]]), self.address)

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


def read_table(text: str = TABLE) -> list[Row]:
    heading, *lines = [line.split() for line in text.splitlines() if line.strip()]
    if heading[2:] != list(KINDS):
        raise ValueError("The heading of the table does not name the kinds in their order.")
    return [read_row(line) for line in lines]


def read_row(words: list[str]) -> Row:
    address, method, *answers = words
    if len(answers) == 1:
        answers *= len(KINDS)
    if len(answers) == 2:
        answers = [answers[0], *answers[1:] * (len(KINDS) - 1)]
    return Row(address=address, method=method, answers=dict(zip(KINDS, answers, strict=True)))


ROWS = read_table()
