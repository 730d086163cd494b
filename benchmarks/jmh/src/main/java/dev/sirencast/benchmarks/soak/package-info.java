/**
 * A server, relays and receivers that come, go, stall and die for a long time: what do they hold?
 */
package dev.sirencast.benchmarks.soak;
