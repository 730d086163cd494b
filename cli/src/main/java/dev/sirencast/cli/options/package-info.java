/** Options, files and texts that several commands share. */
@NullMarked
package dev.sirencast.cli.options;

import org.jspecify.annotations.NullMarked;
