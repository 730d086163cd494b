/** Checksums of packets. */
@NullMarked
package dev.sirencast.format.checksum;

import org.jspecify.annotations.NullMarked;
