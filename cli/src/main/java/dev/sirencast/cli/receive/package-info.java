/** The commands {@code decode} and {@code receive}. */
@NullMarked
package dev.sirencast.cli.receive;

import org.jspecify.annotations.NullMarked;
