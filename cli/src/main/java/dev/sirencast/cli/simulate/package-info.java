/** The command {@code simulate}. */
@NullMarked
package dev.sirencast.cli.simulate;

import org.jspecify.annotations.NullMarked;
