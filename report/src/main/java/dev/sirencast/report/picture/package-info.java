/** What signals look like, and where two of them differ, as pictures inside a page. */
@NullMarked
package dev.sirencast.report.picture;

import org.jspecify.annotations.NullMarked;
