"""The mark-up of every form: our own template pack."""

from __future__ import annotations

import re
from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Field, Fieldset, Hidden, Layout, Reset, Submit
from django import forms
from django.template import Context, Template

MARKUP = Template("{% load crispy_forms_tags %}{{ form|crispy }}")
WHOLE = Template("{% load crispy_forms_tags %}{% crispy form %}")


class SampleForm(forms.Form):
    name = forms.CharField(help_text="As others know you.", widget=forms.TextInput(attrs={"placeholder": "Name"}))
    depth = forms.ChoiceField(
        choices=[("quick", "Quick"), ("full", "Full")], widget=forms.RadioSelect, help_text="How much is asked."
    )
    roles = forms.MultipleChoiceField(
        choices=[("dev", "Developer"), ("cto", "CTO")], widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(widget=forms.Textarea(attrs={"class": "input-short"}), required=False)
    level = forms.ChoiceField(choices=[("1", "One"), ("2", "Two")], required=False)
    agree = forms.BooleanField(label="I agree")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def render(
    template: Template = MARKUP, *, form: forms.BaseForm | None = None, data: dict[str, Any] | None = None
) -> str:
    html = template.render(Context({"form": SampleForm(data) if form is None else form, "csrf_token": "CSRF"}))
    return re.sub(r"\s+", " ", html)


def test_text_field_has_a_label_and_a_hint_that_describes_it() -> None:
    html = render()
    assert '<label for="id_name">Name</label>' in html
    assert '<div class="hint" id="id_name_helptext">As others know you.</div>' in html
    assert re.search(r'<input type="text" name="name" class="input" required aria-describedby="id_name_helptext"', html)


def test_placeholder_is_left_out() -> None:
    assert "placeholder" not in render()


def test_own_class_of_a_control_is_kept() -> None:
    assert 'class="input input-short"' in render()


def test_optional_field_says_so_and_a_required_one_has_no_star() -> None:
    html = render()
    assert html.count('<span class="optional">(optional)</span>') == 3
    assert "*" not in html


def test_radio_buttons_are_a_fieldset_with_a_legend() -> None:
    html = render()
    assert (
        '<fieldset class="fieldset" id="div_id_depth" aria-describedby="id_depth_helptext"> <legend>Depth</legend>'
        in html
    )
    assert '<label class="choice" for="id_depth_0"><input type="radio" name="depth" value="quick"' in html


def test_checkboxes_are_a_fieldset_with_a_legend() -> None:
    html = render(data={"roles": ["cto"]})
    assert '<fieldset class="fieldset" id="div_id_roles"> <legend>Roles' in html
    assert re.search(r'<input type="checkbox" name="roles" value="cto" id="id_roles_1" checked>', html)


def test_group_without_choices_says_so() -> None:
    form = SampleForm()
    form.fields["roles"].choices = []  # type: ignore[attr-defined]
    assert "There is nothing to choose from yet." in render(form=form)


def test_single_checkbox_is_inside_its_label() -> None:
    assert re.search(r'<label class="choice" for="id_agree"><input type="checkbox" name="agree" [^>]*>', render())


def test_hidden_field_has_no_label() -> None:
    html = render()
    assert '<input type="hidden" name="token" id="id_token">' in html
    assert 'for="id_token"' not in html


def test_unbound_form_has_no_error_summary() -> None:
    assert "error-summary" not in render()


def test_error_summary_links_to_the_first_control_of_each_field() -> None:
    html = render(data={"name": "Alice", "level": "7"})
    summary = html.split("</ul>")[0]
    assert 'role="alert" tabindex="-1" autofocus aria-labelledby="error-summary-title"' in summary
    assert re.findall(r'<a href="#([^"]+)">', summary) == ["id_depth_0", "id_level", "id_agree"]


def test_error_stands_at_its_field_and_describes_it() -> None:
    html = render(data={})
    assert '<div class="field-error" id="id_name_error"><p><span class="visually-hidden">Error: </span>' in html
    assert re.search(r'name="name" [^>]*aria-invalid="true" aria-describedby="id_name_helptext id_name_error"', html)
    assert 'id="div_id_depth" aria-describedby="id_depth_helptext id_depth_error"' in html


def test_errors_of_the_whole_form_and_of_hidden_fields_are_in_the_summary() -> None:
    form = SampleForm({})
    form.is_valid()
    form.add_error(None, "These do not go together.")
    form.add_error("token", "The token is stale.")
    summary = render(form=form).split("</ul>")[0]
    assert re.findall(r"<li>([^<]+)</li>", summary) == ["These do not go together.", "The token is stale."]


def test_what_was_typed_is_kept_and_escaped() -> None:
    html = render(data={"name": '"><script>', "note": "</textarea>", "depth": "full", "level": "2"})
    assert 'value="&quot;&gt;&lt;script&gt;"' in html
    assert "&lt;/textarea&gt;" in html
    assert re.search(r'value="full" [^>]*checked', html)
    assert '<option value="2" selected>' in html
    assert "<script>" not in html


def build_helped_form(data: dict[str, Any] | None = None) -> SampleForm:
    form = SampleForm(data)
    form.helper = FormHelper()  # type: ignore[attr-defined]
    form.helper.layout = Layout(  # type: ignore[attr-defined]
        Fieldset("Who you are", "name", Field("note")),
        Div("depth", css_class="flow"),
        ButtonHolder(Submit("save", "Save"), Reset("undo", "Undo"), Hidden("step", "2")),
    )
    return form


def test_whole_form_has_its_tag_token_and_buttons() -> None:
    form = SampleForm()
    form.helper = FormHelper()  # type: ignore[attr-defined]
    form.helper.add_input(Submit("save", "Save"))  # type: ignore[attr-defined]
    html = render(WHOLE, form=form)
    assert re.match(r' ?<form [^>]*method="post" novalidate>', html)
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="CSRF">' in html
    assert re.search(r'<button class="button" type="submit" name="save" value="Save" [^>]*>Save</button>', html)
    assert html.rstrip().endswith("</form>")


def test_layout_of_a_helper_is_followed() -> None:
    html = render(WHOLE, form=build_helped_form())
    assert "<legend>Who you are</legend>" in html
    assert '<div class="flow">' in html
    assert '<button class="button button-secondary" type="reset" name="undo"' in html
    assert '<input type="hidden" name="step" value="2">' in html


@pytest.mark.parametrize("form", [build_helped_form({}), SampleForm({})], ids=["layout", "plain"])
def test_whole_form_has_one_error_summary(form: forms.BaseForm) -> None:
    assert render(WHOLE, form=form).count('class="error-summary"') == 1


def test_formset_renders_every_form_and_its_own_errors() -> None:
    formset_class = forms.formset_factory(SampleForm, extra=2, max_num=1, validate_max=True)
    management = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    typed = {"form-0-name": "A", "form-1-name": "B"}
    html = render(form=formset_class({**management, **typed}))
    assert 'name="form-TOTAL_FORMS"' in html
    assert "Please submit at most 1 form." in html
    assert [f'value="{name}"' in html for name in "AB"] == [True, True]


def test_whole_formset_has_one_form_tag() -> None:
    html = render(WHOLE, form=forms.formset_factory(SampleForm, extra=2)())
    assert (html.count("<form "), html.count("csrfmiddlewaretoken")) == (1, 1)
