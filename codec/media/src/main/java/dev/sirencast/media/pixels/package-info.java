/** Pixels that a file holds compressed without loss, decoded: RLE of DICOM, lossless JPEG. */
@NullMarked
package dev.sirencast.media.pixels;

import org.jspecify.annotations.NullMarked;
