"""Tables lean on the floors below only, and no lower layers can reach up through a reverse accessor."""

from django.apps import apps

from tests.plumbing.tables import APPS, foreign_keys, tables


def test_foreign_key_points_to_its_own_or_a_lower_layer():
    upward = [
        str(field)
        for model in tables()
        for field in foreign_keys(model)
        if field.related_model._meta.app_label in APPS
        and APPS.index(field.related_model._meta.app_label) > APPS.index(model._meta.app_label)
    ]
    assert upward == []


def test_foreign_key_between_layers_has_no_reverse_accessor():
    visible = [
        str(field)
        for model in tables()
        for field in foreign_keys(model)
        if field.related_model._meta.app_label != model._meta.app_label and not field.remote_field.hidden
    ]
    assert visible == []


def test_model_of_a_lower_layer_has_no_attribute_that_leads_up():
    accessors = [
        f"{model.__name__}.{relation.get_accessor_name()}"
        for model in tables()
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label in APPS
        and relation.related_model._meta.app_label != model._meta.app_label
    ]
    assert accessors == []


def test_tracker_and_common_have_no_tables():
    assert list(apps.get_app_config("tracker").get_models()) == []
    assert not apps.is_installed("common")
