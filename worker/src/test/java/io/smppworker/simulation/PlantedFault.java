package io.smppworker.simulation;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.AccountConfigBuilder;
import io.smppworker.config.OutboundConfig;
import io.smppworker.config.WorkerConfig;
import io.smppworker.inbound.DeliveryPublisher;
import io.smppworker.message.BindType;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.SegmentResult;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import io.smppworker.message.Verdict;
import io.smppworker.outbound.Journal;
import io.smppworker.outbound.OutboundMessage;
import io.smppworker.outbound.SubmitPermission;
import io.smppworker.pool.AccountSlots;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.DeliveryRecordBuilder;
import io.smppworker.smpp.BindOutcome;
import io.smppworker.smpp.SessionListener;
import io.smppworker.smpp.SmppConnector;
import io.smppworker.smpp.SmppSession;
import io.smppworker.smpp.SteppedConnector;
import io.smppworker.smpp.SubmitListener;
import io.smppworker.throttle.SlotPlan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Faults that a worker might have, each of which the simulation must find. Long, as there are many. */
enum PlantedFault implements Planted {
    SUBMITS_BEFORE_THE_JOURNAL_HAS_IT {
        @Override
        public Journal journal(Journal real) {
            return new JournalWithFault(real) {
                @Override
                public void submitting(OutboundMessage message, Runnable stored) {
                    real.submitting(message, () -> {});
                    stored.run();
                }
            };
        }
    },
    FINISHES_BEFORE_THE_OUTCOME_IS_STORED {
        @Override
        public Journal journal(Journal real) {
            return new JournalWithFault(real) {
                @Override
                public void outcome(OutboundMessage message, SegmentResult result, Runnable stored) {
                    real.outcome(message, result, () -> {});
                    stored.run();
                }
            };
        }
    },
    LOSES_SOME_OUTCOMES {
        @Override
        public Journal journal(Journal real) {
            return new JournalWithFault(real) {
                @Override
                public void outcome(OutboundMessage message, SegmentResult result, Runnable stored) {
                    if (message.source().offset() % 10 == 9) {
                        stored.run();
                    } else {
                        real.outcome(message, result, stored);
                    }
                }
            };
        }
    },
    WITHDRAWS_WHAT_IT_HAS_ENDED {
        @Override
        public Journal journal(Journal real) {
            return new JournalWithFault(real) {
                @Override
                public void ended(OutboundMessage message, Verdict verdict, Runnable stored) {
                    real.withdrawn(message, stored);
                }
            };
        }
    },
    RESUMES_WITHOUT_ANNOUNCING {
        @Override
        public Journal journal(Journal real) {
            return new JournalWithFault(real) {
                @Override
                public void submitting(OutboundMessage message, Runnable stored) {
                    if (message.attempts(1) > 0) {
                        stored.run();
                    } else {
                        real.submitting(message, stored);
                    }
                }
            };
        }
    },
    COMMITS_ONE_TOO_FAR {
        @Override
        public Map<TopicPartition, OffsetAndMetadata> commit(Map<TopicPartition, OffsetAndMetadata> real) {
            Map<TopicPartition, OffsetAndMetadata> further = new HashMap<>();
            real.forEach((partition, position) ->
                    further.put(partition, new OffsetAndMetadata(position.offset() + 1, position.metadata())));
            return further;
        }
    },
    IGNORES_THE_LEASE {
        @Override
        public SubmitPermission permission(SubmitPermission real) {
            return new SubmitPermission() {
                @Override
                public boolean granted(long nowNanos) {
                    return true;
                }

                @Override
                public long untilNanos() {
                    return Long.MAX_VALUE / 2;
                }
            };
        }
    },
    IGNORES_THE_DEADLINE_OF_A_WRITE {
        @Override
        public SmppConnector connector(SmppConnector real) {
            return sessions(real, session -> new SessionWithFault(session) {
                @Override
                public void submit(SubmitSm submitSm, long notAfterNanos, SubmitListener listener) {
                    session.submit(submitSm, NO_DEADLINE, listener);
                }
            });
        }
    },
    HANDS_OUT_WHAT_WAS_NOT_RELEASED {
        @Override
        public ConsumerPartitionAssignor assignor(ConsumerPartitionAssignor real) {
            return new GreedyAssignor(real);
        }
    },
    KEEPS_WHAT_IT_HAS_LOST {
        @Override
        public boolean reportsLostPartitions() {
            return false;
        }
    },
    READS_THE_JOURNAL_WITH_GAPS {
        @Override
        public boolean readsJournalAt(long offset) {
            return offset % 5 != 0;
        }
    },
    USES_A_GAINED_QUOTA_AT_ONCE {
        @Override
        public void quotas(io.smppworker.pool.ServerPools pools) {
            GainedQuotas.countAtOnce(pools);
        }
    },
    TAKES_MORE_THAN_THE_RATE {
        @Override
        public SlotPlan slots(SlotPlan real, AccountConfig account) {
            return AccountSlots.of(account, account.throttle() + 4);
        }
    },
    TAKES_MORE_THAN_THE_WINDOW {
        @Override
        public void window(SteppedConnector connector, int size) {
            connector.resizeWindows(size + 1);
        }
    },
    KEEPS_ITS_RATE {
        @Override
        public int throttleTakenOver(int changed) {
            return SimulatedServer.MOST_PER_SECOND;
        }
    },
    KEEPS_ITS_WINDOW {
        @Override
        public int windowTakenOver(int changed) {
            return SimulatedServer.MOST_OUTSTANDING;
        }
    },
    NEVER_PAUSES_A_FULL_LANE {
        @Override
        public WorkerConfig intake(WorkerConfig real) {
            OutboundConfig outbound = real.outbound();
            return new WorkerConfig(
                    real.workerId(),
                    real.roles(),
                    real.kafka(),
                    real.topics(),
                    real.account(),
                    new OutboundConfig(
                            Integer.MAX_VALUE,
                            outbound.maxSegments(),
                            outbound.maxAttempts(),
                            outbound.maxResends(),
                            outbound.bulkSharePercent(),
                            outbound.dedupWindow(),
                            outbound.dedupIds()),
                    real.defaults(),
                    real.correlator(),
                    real.admin(),
                    real.logging());
        }
    },
    DROPS_LATE_RESPONSES {
        @Override
        public SmppConnector connector(SmppConnector real) {
            return sessions(real, session -> new SessionWithFault(session) {
                @Override
                public void submit(SubmitSm submitSm, long notAfterNanos, SubmitListener listener) {
                    session.submit(submitSm, notAfterNanos, outcome -> listener.settled(outcome));
                }
            });
        }
    },
    FORGETS_WHAT_WAS_THROTTLED {
        @Override
        public SmppConnector connector(SmppConnector real) {
            return sessions(real, session -> new SessionWithFault(session) {
                @Override
                public void submit(SubmitSm submitSm, long notAfterNanos, SubmitListener listener) {
                    session.submit(submitSm, notAfterNanos, outcome -> {
                        if (!(outcome instanceof SubmitOutcome.Refused refused)
                                || refused.commandStatus() != CommandStatus.ESME_RTHROTTLED) {
                            listener.settled(outcome);
                        }
                    });
                }
            });
        }
    },
    REJECTS_AT_ONCE {
        @Override
        public SmppConnector connector(SmppConnector real) {
            return sessions(real, session -> new SessionWithFault(session) {
                @Override
                public void submit(SubmitSm submitSm, long notAfterNanos, SubmitListener listener) {
                    session.submit(submitSm, notAfterNanos, new SubmitListener() {
                        @Override
                        public void settled(SubmitOutcome outcome) {
                            listener.settled(
                                    outcome instanceof SubmitOutcome.Refused
                                            ? new SubmitOutcome.Refused(SimulatedServer.ESME_RINVDSTADR)
                                            : outcome);
                        }

                        @Override
                        public void late(SubmitOutcome outcome) {
                            listener.late(outcome);
                        }
                    });
                }
            });
        }
    },
    NEVER_UNBINDS {
        @Override
        public SmppConnector connector(SmppConnector real) {
            return sessions(real, session -> new SessionWithFault(session) {
                @Override
                public CompletionStage<Void> unbind(Duration drain) {
                    return CompletableFuture.completedStage(null);
                }
            });
        }
    },
    IGNORES_UNBIND {
        @Override
        public SteppedConnector.Incoming incoming(SteppedConnector.Incoming real) {
            return unless(UNBIND, real, () -> {});
        }
    },
    CLOSES_WITHOUT_AN_UNBIND_RESP {
        @Override
        public SteppedConnector.Incoming incoming(SteppedConnector.Incoming real) {
            return unless(UNBIND, real, real::closed);
        }
    },
    NEVER_ASKS_WHETHER_THE_LINK_LIVES {
        @Override
        public AccountConfig sessionAccount(AccountConfig real) {
            AccountConfig.Timers timers = real.timers();
            return AccountConfigBuilder.builder(real)
                    .timers(new AccountConfig.Timers(
                            timers.connect(),
                            timers.bind(),
                            Duration.ofDays(1),
                            timers.response(),
                            timers.drain(),
                            timers.reconnectMin(),
                            timers.reconnectMax(),
                            timers.store()))
                    .build();
        }
    },
    GIVES_UP_A_SLOT_ONCE_REFUSED {
        @Override
        public SmppConnector connector(SmppConnector real) {
            return new SmppConnector() {
                @Override
                public CompletionStage<BindOutcome> bind(
                        String host, int port, BindType type, String label, SessionListener listener) {
                    return real.bind(host, port, type, label, listener)
                            .thenCompose(outcome -> outcome instanceof BindOutcome.Refused
                                    ? new CompletableFuture<>()
                                    : CompletableFuture.completedStage(outcome));
                }

                @Override
                public void close() {
                    real.close();
                }
            };
        }
    },
    TAKES_EVERY_CUT_FOR_THE_SAME {
        @Override
        public byte[] journalled(byte[] value) {
            return new String(value, StandardCharsets.UTF_8)
                    .replaceFirst("\"checksum\":\"[0-9a-f]{8}\"", "\"checksum\":null")
                    .getBytes(StandardCharsets.UTF_8);
        }
    },
    ACKNOWLEDGES_BEFORE_IT_STORES {
        @Override
        public DeliveryPublisher publisher(DeliveryPublisher real) {
            return delivery -> {
                var unused = real.publish(delivery);
                return CompletableFuture.completedStage(null);
            };
        }
    },
    NEVER_ANSWERS_SOME_DELIVERIES {
        @Override
        public DeliveryPublisher publisher(DeliveryPublisher real) {
            return delivery -> {
                var stored = real.publish(delivery);
                return delivery.deliveryId().endsWith("7") ? new CompletableFuture<>() : stored;
            };
        }
    },
    EXPIRES_TOO_EARLY {
        @Override
        public Clock dispatcherClock(Clock real) {
            return Clock.offset(real, Duration.ofMinutes(1));
        }
    },
    FORGETS_EXPIRES_AT {
        @Override
        public Clock dispatcherClock(Clock real) {
            return Clock.offset(real, Duration.ofMinutes(-1));
        }
    },
    RESENDS_UNDER_REPORT {
        @Override
        public byte[] polled(byte[] value) {
            return new String(value, StandardCharsets.UTF_8)
                    .replace("\"report\"", "\"resend\"")
                    .getBytes(StandardCharsets.UTF_8);
        }
    },
    ASKS_FOR_EVERY_RECEIPT {
        @Override
        public byte[] polled(byte[] value) {
            return new String(value, StandardCharsets.UTF_8)
                    .replace("\"failure\"", "\"final\"")
                    .getBytes(StandardCharsets.UTF_8);
        }
    },
    GIVES_UP_AT_THE_FIRST_DOUBT {
        @Override
        public OutboundConfig outbound(OutboundConfig real) {
            return new OutboundConfig(
                    real.maxInFlight(),
                    real.maxSegments(),
                    real.maxAttempts(),
                    0,
                    real.bulkSharePercent(),
                    real.dedupWindow(),
                    real.dedupIds());
        }
    },
    GIVES_URGENT_TOO_LITTLE {
        @Override
        public OutboundConfig outbound(OutboundConfig real) {
            return share(real, 90);
        }
    },
    GIVES_BULK_NOTHING {
        @Override
        public OutboundConfig outbound(OutboundConfig real) {
            return share(real, 0);
        }
    },
    PARKS_FOR_EVER {
        @Override
        public boolean expiresParked() {
            return false;
        }
    },
    CORRELATES_WITH_GAPS {
        @Override
        public boolean isCorrelated(TopicPartition partition, long offset, Object entry) {
            return !partition.topic().equals(Watch.DELIVERIES) || offset % 20 != 7;
        }
    },
    SWAPS_SOME_RECEIPTS {
        @Override
        public DeliveryRecord correlated(DeliveryRecord real) {
            DeliveryRecord.ReceiptPart receipt = real.receipt();
            if (receipt == null) {
                return real;
            }
            long id = Long.parseLong(receipt.smscMessageId());
            long other = id / 2 % 10 == 1 ? id ^ 1 : id;
            return DeliveryRecordBuilder.builder(real)
                    .receipt(new DeliveryRecord.ReceiptPart(
                            "%010d".formatted(other),
                            receipt.status(),
                            receipt.rawStatus(),
                            receipt.network(),
                            receipt.doneAt()))
                    .build();
        }
    },
    FORGETS_REPLIES {
        @Override
        public boolean isCorrelated(TopicPartition partition, long offset, Object entry) {
            return !(entry instanceof DeliveryRecord delivery) || delivery.kind() != DeliveryRecord.Kind.MO;
        }
    };

    private static final int UNBIND = 0x06;

    /** Passes everything on but PDUs with that command_id: of these it only does something else. */
    private static SteppedConnector.Incoming unless(int commandId, SteppedConnector.Incoming real, Runnable instead) {
        return new SteppedConnector.Incoming() {
            @Override
            public boolean read(byte[] octets) {
                if (ByteBuffer.wrap(octets).getInt(4) != commandId) {
                    return real.read(octets);
                }
                instead.run();
                return true;
            }

            @Override
            public void closed() {
                real.closed();
            }
        };
    }

    private static OutboundConfig share(OutboundConfig real, int bulkSharePercent) {
        return new OutboundConfig(
                real.maxInFlight(),
                real.maxSegments(),
                real.maxAttempts(),
                real.maxResends(),
                bulkSharePercent,
                real.dedupWindow(),
                real.dedupIds());
    }

    /** Passes everything on; a fault overrides one of its methods. */
    private abstract static class JournalWithFault implements Journal {
        private final Journal real;

        JournalWithFault(Journal real) {
            this.real = real;
        }

        @Override
        public void submitting(OutboundMessage message, Runnable stored) {
            real.submitting(message, stored);
        }

        @Override
        public void outcome(OutboundMessage message, SegmentResult result, Runnable stored) {
            real.outcome(message, result, stored);
        }

        @Override
        public void ended(OutboundMessage message, Verdict verdict, Runnable stored) {
            real.ended(message, verdict, stored);
        }

        @Override
        public void withdrawn(OutboundMessage message, Runnable stored) {
            real.withdrawn(message, stored);
        }
    }

    private static SmppConnector sessions(SmppConnector real, UnaryOperator<SmppSession> faulty) {
        return new SmppConnector() {
            @Override
            public CompletionStage<BindOutcome> bind(
                    String host, int port, BindType type, String label, SessionListener listener) {
                return real.bind(host, port, type, label, listener)
                        .thenApply(outcome -> outcome instanceof BindOutcome.Bound bound
                                ? new BindOutcome.Bound(faulty.apply(bound.session()))
                                : outcome);
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    /** Passes everything on; a fault overrides one of its methods. */
    private abstract static class SessionWithFault implements SmppSession {
        private final SmppSession real;

        SessionWithFault(SmppSession real) {
            this.real = real;
        }

        @Override
        public io.smppworker.smpp.TlsSession tls() {
            return real.tls();
        }

        @Override
        public Long enquireLinkAnsweredNanos() {
            return real.enquireLinkAnsweredNanos();
        }

        @Override
        public boolean isOpen() {
            return real.isOpen();
        }

        @Override
        public int freeWindow() {
            return real.freeWindow();
        }

        @Override
        public int outstanding() {
            return real.outstanding();
        }

        @Override
        public void submit(SubmitSm submitSm, long notAfterNanos, SubmitListener listener) {
            real.submit(submitSm, notAfterNanos, listener);
        }

        @Override
        public CompletionStage<Void> unbind(Duration drain) {
            return real.unbind(drain);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
