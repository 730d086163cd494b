/** The command {@code encode-batch}: many signals, on this machine or on others. */
@NullMarked
package dev.sirencast.cli.batch;

import org.jspecify.annotations.NullMarked;
