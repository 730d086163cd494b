/** Pages with pictures and charts that need no other file, and no network, to be looked at. */
@NullMarked
package dev.sirencast.report;

import org.jspecify.annotations.NullMarked;
