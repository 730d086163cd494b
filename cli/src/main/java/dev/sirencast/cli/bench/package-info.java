/** Measurements that anyone can run again, each beside its peer in one process. */
@NullMarked
package dev.sirencast.cli.bench;

import org.jspecify.annotations.NullMarked;
