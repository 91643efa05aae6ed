"""Tables lean on the floors below only, and no lower floor can reach up through a reverse accessor."""

from django.apps import apps

from tests.plumbing.tables import FLOORS, foreign_keys, tables


def test_points_from_a_table_to_its_own_floor_or_a_lower_one():
    upward = [
        str(field)
        for model in tables()
        for field in foreign_keys(model)
        if field.related_model._meta.app_label in FLOORS
        and FLOORS.index(field.related_model._meta.app_label) > FLOORS.index(model._meta.app_label)
    ]
    assert upward == []


def test_hides_the_way_back_from_a_lower_floor():
    visible = [
        str(field)
        for model in tables()
        for field in foreign_keys(model)
        if field.related_model._meta.app_label != model._meta.app_label and not field.remote_field.hidden
    ]
    assert visible == []


def test_gives_no_lower_model_an_attribute_that_leads_up():
    accessors = [
        f"{model.__name__}.{relation.get_accessor_name()}"
        for model in tables()
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label in FLOORS
        and relation.related_model._meta.app_label != model._meta.app_label
    ]
    assert accessors == []


def test_keeps_no_rows_in_the_project_or_on_the_ground():
    assert list(apps.get_app_config("tracker").get_models()) == []
    assert not apps.is_installed("common")
