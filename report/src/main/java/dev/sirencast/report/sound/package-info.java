/** What sounds look like, and the sounds themselves, inside a page. */
@NullMarked
package dev.sirencast.report.sound;

import org.jspecify.annotations.NullMarked;
