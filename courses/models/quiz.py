"""Questions, their immutable versions, and the quizzes of lessons."""

from django.db import models

from courses.enums import FeedbackTiming, QuestionType
from courses.models.lesson import Lesson
from lms.common.keys import new_key
from network.models import Partner


class QuestionBank(models.Model):
    """A partner's collection of questions; every partner has a default bank."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="question_banks")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner"],
                name="question_bank_one_default",
                condition=models.Q(is_default=True),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """One question of a partner; what it asks lives in its versions."""

    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="questions")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    tags = models.JSONField(default=list)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)


class QuestionVersion(models.Model):
    """What a question asks and how it is graded; immutable. Content: ``grading.content`` shapes.

    ``corrected_by`` is the version that takes its place because its key was wrong; that one has
    the number of the wording it corrects in ``wording``, so that it is no newer than that.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    wording = models.PositiveIntegerField(null=True, editable=False)  # None: its own number
    type = models.CharField(max_length=12, choices=QuestionType.choices)
    locale = models.CharField(max_length=12, default="de")
    content = models.JSONField()
    created_at = models.DateTimeField()
    author_key = models.CharField(max_length=10, blank=True)  # User.key; "" for the system
    corrected_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrects"
    )

    class Meta:
        ordering = ["question", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"], name="question_version_number_unique"
            )
        ]


class Quiz(models.Model):
    """A test inside a lesson, with its settings as published."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="quizzes")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    source_key = models.CharField(max_length=60)  # the block's id
    position = models.PositiveSmallIntegerField(default=0)
    titles = models.JSONField(default=dict)  # locale → title
    attempts_allowed = models.PositiveSmallIntegerField(default=0)  # 0: any number
    pass_share = models.DecimalField(max_digits=3, decimal_places=2, default=0.6)  # 0..1
    is_required = models.BooleanField(default=True)
    shuffles = models.BooleanField(default=False)
    time_limit_minutes = models.PositiveSmallIntegerField(default=0)  # 0: none
    cool_down_minutes = models.PositiveIntegerField(default=0)  # between two attempts
    feedback_timing = models.CharField(
        max_length=10, choices=FeedbackTiming.choices, default=FeedbackTiming.SUBMISSION
    )
    feedback_at = models.DateTimeField(null=True, blank=True)  # for ``close``
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "source_key"], name="quiz_source_unique"),
            models.CheckConstraint(
                name="quiz_close_has_date",
                condition=~models.Q(feedback_timing="close") | models.Q(feedback_at__isnull=False),
            ),
        ]


class QuizPart(models.Model):
    """One question of a quiz, or a draw of ``draw_count`` from the versions listed in ``pool``.

    Parts of one ``locale`` together are the test in that language, first the course's first one.
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    pool = models.JSONField(default=list)  # ids of question versions
    draw_count = models.PositiveSmallIntegerField(default=0)
    locale = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "position"], name="quiz_part_position_unique")
        ]
