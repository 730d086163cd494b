/**
 * What every command is made of: the console, errors in one line, exit codes, arguments and
 * progress.
 */
@NullMarked
package dev.sirencast.cli.base;

import org.jspecify.annotations.NullMarked;
