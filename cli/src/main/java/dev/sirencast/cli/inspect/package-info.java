/** The command {@code inspect}. */
@NullMarked
package dev.sirencast.cli.inspect;

import org.jspecify.annotations.NullMarked;
