"""Do the background tasks. Replaces the command of django-tasks-db."""

from django_tasks_db.management.commands import db_worker

from worker.process import SupervisedWorker


class Command(db_worker.Command):
    help = "Do the background tasks until the process is told to end. Several may run."

    def handle(self, *, verbosity: int, queue_name: str, **options) -> None:
        self.configure_logging(verbosity)
        worker = SupervisedWorker(
            queue_names=queue_name.split(","),
            excluded_queue_names=list(filter(None, options["exclude_queues"].split(","))),
            **{
                name: options[name]
                for name in (
                    "interval",
                    "batch",
                    "backend_name",
                    "startup_delay",
                    "max_tasks",
                    "worker_id",
                )
            },
        )
        worker.configure_signals()
        worker.run()
