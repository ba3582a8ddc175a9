"""The figures that a monitoring system reads."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """Every metric in a registry of its own, so that two processes in one test do not share them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = Counter("mellom_updates_total", "Updates received", registry=self.registry)
        self.answers = Counter("mellom_answers_total", "Answers kept", registry=self.registry)
        self.sent = Counter(
            "mellom_messages_sent_total", "Messages by what became of them", ["lane", "result"], registry=self.registry
        )
        self.waiting = Gauge("mellom_outbox_waiting", "Messages that wait", ["lane"], registry=self.registry)
        self.tick = Histogram("mellom_tick_seconds", "How long a tick takes", registry=self.registry)
        self.delivery = Histogram(
            "mellom_delivery_seconds", "From deciding a message to its sending", ["lane"], registry=self.registry
        )
        self.stalls = Gauge("mellom_stalls_open", "Open cases", ["kind"], registry=self.registry)
        self._answers_seen = 0

    def count_answers(self, kept: int) -> None:
        """Bring the counter up to what the database holds; it never goes down, as counters must not."""
        self.answers.inc(max(0, kept - self._answers_seen))
        self._answers_seen = max(kept, self._answers_seen)
