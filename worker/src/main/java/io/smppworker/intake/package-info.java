/**
 * The first stage of the data path: polls the lanes, decodes, admits or dead-letters each request, and commits how far
 * they are; takes leased slots and lanes into use and out of it.
 */
@NullMarked
package io.smppworker.intake;

import org.jspecify.annotations.NullMarked;
