/** Streams of trained networks, sent over channels that lose packets. */
@NullMarked
package dev.sirencast.experiments.loss;

import org.jspecify.annotations.NullMarked;
