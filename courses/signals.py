"""Events of the learning model; sent inside the transaction of the action."""

from django.dispatch import Signal

course_published = Signal()  # course: Course, at: datetime
course_retired = Signal()  # course: Course, at: datetime
lesson_completed = Signal()  # enrolment: Enrolment, lesson: Lesson, at: datetime
question_corrected = Signal()  # version: QuestionVersion, at: datetime
quiz_passed = Signal()  # attempt: QuizAttempt, at: datetime
enrolment_completed = Signal()  # enrolment: Enrolment, at: datetime; in_batch: bool or nothing
run_announced = Signal()  # announcement: Announcement, at: datetime
certificate_issued = Signal()  # certificate: Certificate, in_batch: bool, at: datetime
