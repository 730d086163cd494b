/** What numbers of many transfers say, in sentences: the beginning of a report. */
@NullMarked
package dev.sirencast.report.findings;

import org.jspecify.annotations.NullMarked;
