/** The command {@code encode}, and what {@code pack} shares with it. */
@NullMarked
package dev.sirencast.cli.encode;

import org.jspecify.annotations.NullMarked;
