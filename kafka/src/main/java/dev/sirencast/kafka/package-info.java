/** Streams on Apache Kafka, behind {@code transport.log}. */
@NullMarked
package dev.sirencast.kafka;

import org.jspecify.annotations.NullMarked;
