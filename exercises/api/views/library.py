"""What there is to learn and to prescribe: conditions, exercises, routines."""

from typing import Any
from uuid import UUID

from django.utils.text import slugify
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import IsSignedIn, IsTherapist
from accounts.api.requests import PersonRequest
from common import clock
from common.paging import CursorPages
from exercises.api.errors import refusals
from exercises.api.params import clinic_from, exercise_text_from, routine_columns_from, steps_from
from exercises.api.request_serializers import ExerciseIn, ExerciseQuery, RoutineIn
from exercises.api.response_serializers import ConditionOut, OfferedExerciseOut, RoutineOut
from exercises.queries import library
from exercises.services import own, routines


class ByName(CursorPages):
    """Pages in the order of the names."""

    ordering = ("name", "slug")


class ByPlace(CursorPages):
    """Pages in the order that the query gave: what answers best first, then by name."""

    ordering = ("place",)


class ReadByAll(APIView):
    """Read by everybody who is signed in, written by therapists."""

    read_by_all = True

    def get_permissions(self) -> list[Any]:
        return [IsSignedIn() if self.request.method in SAFE_METHODS else IsTherapist()]


class ConditionsView(APIView):
    """The conditions' Learn pages."""

    pagination_class = ByName

    @extend_schema(operation_id="conditions_list", responses=ConditionOut(many=True))
    def get(self, request: PersonRequest) -> Response:
        """Every condition, by name."""
        pages = self.pagination_class()
        page = pages.paginate_queryset(library.conditions(), request) or []
        return pages.get_paginated_response([library.shown(each) for each in page])


class ConditionView(APIView):
    """One condition's Learn page."""

    @extend_schema(operation_id="condition", responses=ConditionOut)
    def get(self, request: PersonRequest, slug: str) -> Response:
        """What it is, how it feels, its red flags, its starter routine."""
        with refusals():
            return Response(library.shown(library.condition_named(slug)))


class ExercisesView(ReadByAll):
    """The exercises one can prescribe."""

    pagination_class = ByPlace

    @extend_schema(
        operation_id="exercises_list",
        parameters=[ExerciseQuery],
        responses=OfferedExerciseOut(many=True),
    )
    def get(self, request: PersonRequest) -> Response:
        """The library's exercises and one's clinics' own that match all of what is asked; those first whose
        name says it, then by name."""
        query = ExerciseQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        asked["equipment"] = slugify(asked.get("equipment", ""))
        pages = self.pagination_class()
        page = pages.paginate_queryset(library.exercises_found(request.user, **asked), request) or []
        return pages.get_paginated_response([library.shown(each) for each in page])

    @extend_schema(operation_id="exercises_create", request=ExerciseIn, responses={201: OfferedExerciseOut})
    def post(self, request: PersonRequest) -> Response:
        """Makes an exercise of one's clinic's own."""
        form = ExerciseIn(data=request.data)
        form.is_valid(raise_exception=True)
        made = own.create_exercise(
            clinic_id=clinic_from(form.validated_data, request.user),
            by=request.user,
            text=exercise_text_from(form.validated_data),
            now=clock.now(),
        )
        return Response(library.shown(made), status=status.HTTP_201_CREATED)


class ExerciseView(ReadByAll):
    """One exercise."""

    @extend_schema(operation_id="exercise", responses=OfferedExerciseOut)
    def get(self, request: PersonRequest, slug: str) -> Response:
        """The exercise, even when it is no longer prescribed."""
        with refusals():
            return Response(library.shown(library.exercise_seen_by(request.user, slug)))

    @extend_schema(operation_id="exercise_change", request=ExerciseIn, responses=OfferedExerciseOut)
    def patch(self, request: PersonRequest, slug: str) -> Response:
        """Changes an exercise of one's clinic's own; what is left out stays."""
        with refusals():
            exercise = library.exercise_owned_by(request.user, slug)
        form = ExerciseIn(data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        text = exercise_text_from({**own.text_of(exercise), **form.validated_data})
        return Response(library.shown(own.change_exercise(exercise=exercise, text=text)))

    @extend_schema(operation_id="exercise_retire", responses={204: None})
    def delete(self, request: PersonRequest, slug: str) -> Response:
        """Takes an exercise of one's clinic's own out of use; where it was prescribed, it stays."""
        with refusals():
            exercise = library.exercise_owned_by(request.user, slug)
        own.retire_exercise(exercise=exercise, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoutinesView(ReadByAll):
    """The routines one can prescribe."""

    pagination_class = ByPlace

    @extend_schema(operation_id="routines_list", responses=RoutineOut(many=True))
    def get(self, request: PersonRequest) -> Response:
        """The library's routines and one's clinics' own, by name."""
        pages = self.pagination_class()
        page = pages.paginate_queryset(library.routines_seen_by(request.user), request) or []
        return pages.get_paginated_response([library.shown_routine(each) for each in page])

    @extend_schema(operation_id="routines_create", request=RoutineIn, responses={201: RoutineOut})
    def post(self, request: PersonRequest) -> Response:
        """Makes a routine of one's clinic's own."""
        form = RoutineIn(data=request.data)
        form.is_valid(raise_exception=True)
        body = form.validated_data
        with refusals():
            made = routines.create_routine(
                clinic_id=clinic_from(body, request.user),
                by=request.user,
                columns=routine_columns_from(body),
                steps=steps_from(body["steps"]),
                now=clock.now(),
            )
        return Response(library.shown_routine(made), status=status.HTTP_201_CREATED)


class RoutineView(ReadByAll):
    """One routine."""

    @extend_schema(operation_id="routine", responses=RoutineOut)
    def get(self, request: PersonRequest, routine_id: UUID) -> Response:
        """The routine with its steps."""
        with refusals():
            return Response(library.shown_routine(library.routine_seen_by(request.user, routine_id)))

    @extend_schema(operation_id="routine_change", request=RoutineIn, responses=RoutineOut)
    def patch(self, request: PersonRequest, routine_id: UUID) -> Response:
        """Changes a routine of one's clinic's own; what was prescribed from it stays as it was."""
        with refusals():
            routine = library.routine_owned_by(request.user, routine_id)
            form = RoutineIn(data=request.data, partial=True)
            form.is_valid(raise_exception=True)
            body = form.validated_data
            steps = steps_from(body["steps"]) if "steps" in body else None
            changed = routines.change_routine(
                routine=routine, columns=routine_columns_from(body), steps=steps
            )
        return Response(library.shown_routine(changed))

    @extend_schema(operation_id="routine_retire", responses={204: None})
    def delete(self, request: PersonRequest, routine_id: UUID) -> Response:
        """Takes a routine of one's clinic's own out of use; what was prescribed from it stays."""
        with refusals():
            routine = library.routine_owned_by(request.user, routine_id)
        routines.retire_routine(routine=routine, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
