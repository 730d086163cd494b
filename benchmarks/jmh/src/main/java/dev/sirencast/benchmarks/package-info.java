/** Measurements side by side with the peers; run with {@code org.openjdk.jmh.Main}. */
package dev.sirencast.benchmarks;
