/** What the reports of several commands have in common. */
@NullMarked
package dev.sirencast.cli.report;

import org.jspecify.annotations.NullMarked;
