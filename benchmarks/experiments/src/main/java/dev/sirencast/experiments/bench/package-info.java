/** Measurements that anyone can run again, each beside its peer in one process. */
@NullMarked
package dev.sirencast.experiments.bench;

import org.jspecify.annotations.NullMarked;
