"""From a page's picture to its lines, for pages that hold no text: deskewed, turned, read, with how sure each line is.

| module       | what it does                                                            |
| ------------ | ----------------------------------------------------------------------- |
| `records`    | what is made of a page                                                  |
| `engine`     | the two networks: find lines, read a line                               |
| `pictures`   | seals lifted, shadows taken out, faint print made dark                  |
| `bearings`   | which way up a page lies, and by how much it is tilted                  |
| `rules`      | the borders of tables                                                   |
| `boxes`      | the upright boxes of lines                                              |
| `overlooked` | ink that no line covers                                                 |
| `lines`      | what was read, as a line of print                                       |
| `marks`      | marks that look alike                                                   |
| `sizes`      | sizes of type                                                           |
| `reading`    | all of the above on one page                                            |
| `keeping`    | readings kept by the page's picture, so that no page is read twice      |

What order lines are read in, and what is a paragraph, is for the layout of pages that hold text (`parsers.pdf`). All but `records`
and `keeping` import OpenCV and ONNX Runtime: nothing here is imported before a page needs it.
"""
