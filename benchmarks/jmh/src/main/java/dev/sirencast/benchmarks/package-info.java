/** Measurements side by side with the peers; run with {@code benchmarks/run}. */
package dev.sirencast.benchmarks;
