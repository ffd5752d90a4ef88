// shape: A thousand locals
// rows: 15
// probe: Wide::Sum
//   entry
//     this: Wide
//     step: Int32 1
//   return
//     this: Wide
//     step: Int32 1
//     total: Int64 500500
//     n0: Int32 1
//     n1: Int32 2
//     n2: Int32 3
//     n3: Int32 4
//     n4: Int32 5
//     n5: Int32 6
//     n6: Int32 7
//     n7: Int32 8
//     n8: Int32 9
//     n9: Int32 10
//     n10: Int32 11
//     (978 more)
//     n989: Int32 990
//     n990: Int32 991
//     n991: Int32 992
//     n992: Int32 993
//     n993: Int32 994
//     n994: Int32 995
//     n995: Int32 996
//     n996: Int32 997
//     n997: Int32 998
//     n998: Int32 999
//     n999: Int32 1000
//     @return: Int64 500500

namespace Shapes.ManyLocals;

public class Wide
{
    public long Sum(int step)
    {
        long total = 0;
        int n0 = 1 * step, n1 = 2 * step, n2 = 3 * step, n3 = 4 * step, n4 = 5 * step, n5 = 6 * step, n6 = 7 * step, n7 = 8 * step, n8 = 9 * step, n9 = 10 * step, n10 = 11 * step, n11 = 12 * step, n12 = 13 * step, n13 = 14 * step, n14 = 15 * step, n15 = 16 * step, n16 = 17 * step, n17 = 18 * step, n18 = 19 * step, n19 = 20 * step;
        int n20 = 21 * step, n21 = 22 * step, n22 = 23 * step, n23 = 24 * step, n24 = 25 * step, n25 = 26 * step, n26 = 27 * step, n27 = 28 * step, n28 = 29 * step, n29 = 30 * step, n30 = 31 * step, n31 = 32 * step, n32 = 33 * step, n33 = 34 * step, n34 = 35 * step, n35 = 36 * step, n36 = 37 * step, n37 = 38 * step, n38 = 39 * step, n39 = 40 * step;
        int n40 = 41 * step, n41 = 42 * step, n42 = 43 * step, n43 = 44 * step, n44 = 45 * step, n45 = 46 * step, n46 = 47 * step, n47 = 48 * step, n48 = 49 * step, n49 = 50 * step, n50 = 51 * step, n51 = 52 * step, n52 = 53 * step, n53 = 54 * step, n54 = 55 * step, n55 = 56 * step, n56 = 57 * step, n57 = 58 * step, n58 = 59 * step, n59 = 60 * step;
        int n60 = 61 * step, n61 = 62 * step, n62 = 63 * step, n63 = 64 * step, n64 = 65 * step, n65 = 66 * step, n66 = 67 * step, n67 = 68 * step, n68 = 69 * step, n69 = 70 * step, n70 = 71 * step, n71 = 72 * step, n72 = 73 * step, n73 = 74 * step, n74 = 75 * step, n75 = 76 * step, n76 = 77 * step, n77 = 78 * step, n78 = 79 * step, n79 = 80 * step;
        int n80 = 81 * step, n81 = 82 * step, n82 = 83 * step, n83 = 84 * step, n84 = 85 * step, n85 = 86 * step, n86 = 87 * step, n87 = 88 * step, n88 = 89 * step, n89 = 90 * step, n90 = 91 * step, n91 = 92 * step, n92 = 93 * step, n93 = 94 * step, n94 = 95 * step, n95 = 96 * step, n96 = 97 * step, n97 = 98 * step, n98 = 99 * step, n99 = 100 * step;
        int n100 = 101 * step, n101 = 102 * step, n102 = 103 * step, n103 = 104 * step, n104 = 105 * step, n105 = 106 * step, n106 = 107 * step, n107 = 108 * step, n108 = 109 * step, n109 = 110 * step, n110 = 111 * step, n111 = 112 * step, n112 = 113 * step, n113 = 114 * step, n114 = 115 * step, n115 = 116 * step, n116 = 117 * step, n117 = 118 * step, n118 = 119 * step, n119 = 120 * step;
        int n120 = 121 * step, n121 = 122 * step, n122 = 123 * step, n123 = 124 * step, n124 = 125 * step, n125 = 126 * step, n126 = 127 * step, n127 = 128 * step, n128 = 129 * step, n129 = 130 * step, n130 = 131 * step, n131 = 132 * step, n132 = 133 * step, n133 = 134 * step, n134 = 135 * step, n135 = 136 * step, n136 = 137 * step, n137 = 138 * step, n138 = 139 * step, n139 = 140 * step;
        int n140 = 141 * step, n141 = 142 * step, n142 = 143 * step, n143 = 144 * step, n144 = 145 * step, n145 = 146 * step, n146 = 147 * step, n147 = 148 * step, n148 = 149 * step, n149 = 150 * step, n150 = 151 * step, n151 = 152 * step, n152 = 153 * step, n153 = 154 * step, n154 = 155 * step, n155 = 156 * step, n156 = 157 * step, n157 = 158 * step, n158 = 159 * step, n159 = 160 * step;
        int n160 = 161 * step, n161 = 162 * step, n162 = 163 * step, n163 = 164 * step, n164 = 165 * step, n165 = 166 * step, n166 = 167 * step, n167 = 168 * step, n168 = 169 * step, n169 = 170 * step, n170 = 171 * step, n171 = 172 * step, n172 = 173 * step, n173 = 174 * step, n174 = 175 * step, n175 = 176 * step, n176 = 177 * step, n177 = 178 * step, n178 = 179 * step, n179 = 180 * step;
        int n180 = 181 * step, n181 = 182 * step, n182 = 183 * step, n183 = 184 * step, n184 = 185 * step, n185 = 186 * step, n186 = 187 * step, n187 = 188 * step, n188 = 189 * step, n189 = 190 * step, n190 = 191 * step, n191 = 192 * step, n192 = 193 * step, n193 = 194 * step, n194 = 195 * step, n195 = 196 * step, n196 = 197 * step, n197 = 198 * step, n198 = 199 * step, n199 = 200 * step;
        int n200 = 201 * step, n201 = 202 * step, n202 = 203 * step, n203 = 204 * step, n204 = 205 * step, n205 = 206 * step, n206 = 207 * step, n207 = 208 * step, n208 = 209 * step, n209 = 210 * step, n210 = 211 * step, n211 = 212 * step, n212 = 213 * step, n213 = 214 * step, n214 = 215 * step, n215 = 216 * step, n216 = 217 * step, n217 = 218 * step, n218 = 219 * step, n219 = 220 * step;
        int n220 = 221 * step, n221 = 222 * step, n222 = 223 * step, n223 = 224 * step, n224 = 225 * step, n225 = 226 * step, n226 = 227 * step, n227 = 228 * step, n228 = 229 * step, n229 = 230 * step, n230 = 231 * step, n231 = 232 * step, n232 = 233 * step, n233 = 234 * step, n234 = 235 * step, n235 = 236 * step, n236 = 237 * step, n237 = 238 * step, n238 = 239 * step, n239 = 240 * step;
        int n240 = 241 * step, n241 = 242 * step, n242 = 243 * step, n243 = 244 * step, n244 = 245 * step, n245 = 246 * step, n246 = 247 * step, n247 = 248 * step, n248 = 249 * step, n249 = 250 * step, n250 = 251 * step, n251 = 252 * step, n252 = 253 * step, n253 = 254 * step, n254 = 255 * step, n255 = 256 * step, n256 = 257 * step, n257 = 258 * step, n258 = 259 * step, n259 = 260 * step;
        int n260 = 261 * step, n261 = 262 * step, n262 = 263 * step, n263 = 264 * step, n264 = 265 * step, n265 = 266 * step, n266 = 267 * step, n267 = 268 * step, n268 = 269 * step, n269 = 270 * step, n270 = 271 * step, n271 = 272 * step, n272 = 273 * step, n273 = 274 * step, n274 = 275 * step, n275 = 276 * step, n276 = 277 * step, n277 = 278 * step, n278 = 279 * step, n279 = 280 * step;
        int n280 = 281 * step, n281 = 282 * step, n282 = 283 * step, n283 = 284 * step, n284 = 285 * step, n285 = 286 * step, n286 = 287 * step, n287 = 288 * step, n288 = 289 * step, n289 = 290 * step, n290 = 291 * step, n291 = 292 * step, n292 = 293 * step, n293 = 294 * step, n294 = 295 * step, n295 = 296 * step, n296 = 297 * step, n297 = 298 * step, n298 = 299 * step, n299 = 300 * step;
        int n300 = 301 * step, n301 = 302 * step, n302 = 303 * step, n303 = 304 * step, n304 = 305 * step, n305 = 306 * step, n306 = 307 * step, n307 = 308 * step, n308 = 309 * step, n309 = 310 * step, n310 = 311 * step, n311 = 312 * step, n312 = 313 * step, n313 = 314 * step, n314 = 315 * step, n315 = 316 * step, n316 = 317 * step, n317 = 318 * step, n318 = 319 * step, n319 = 320 * step;
        int n320 = 321 * step, n321 = 322 * step, n322 = 323 * step, n323 = 324 * step, n324 = 325 * step, n325 = 326 * step, n326 = 327 * step, n327 = 328 * step, n328 = 329 * step, n329 = 330 * step, n330 = 331 * step, n331 = 332 * step, n332 = 333 * step, n333 = 334 * step, n334 = 335 * step, n335 = 336 * step, n336 = 337 * step, n337 = 338 * step, n338 = 339 * step, n339 = 340 * step;
        int n340 = 341 * step, n341 = 342 * step, n342 = 343 * step, n343 = 344 * step, n344 = 345 * step, n345 = 346 * step, n346 = 347 * step, n347 = 348 * step, n348 = 349 * step, n349 = 350 * step, n350 = 351 * step, n351 = 352 * step, n352 = 353 * step, n353 = 354 * step, n354 = 355 * step, n355 = 356 * step, n356 = 357 * step, n357 = 358 * step, n358 = 359 * step, n359 = 360 * step;
        int n360 = 361 * step, n361 = 362 * step, n362 = 363 * step, n363 = 364 * step, n364 = 365 * step, n365 = 366 * step, n366 = 367 * step, n367 = 368 * step, n368 = 369 * step, n369 = 370 * step, n370 = 371 * step, n371 = 372 * step, n372 = 373 * step, n373 = 374 * step, n374 = 375 * step, n375 = 376 * step, n376 = 377 * step, n377 = 378 * step, n378 = 379 * step, n379 = 380 * step;
        int n380 = 381 * step, n381 = 382 * step, n382 = 383 * step, n383 = 384 * step, n384 = 385 * step, n385 = 386 * step, n386 = 387 * step, n387 = 388 * step, n388 = 389 * step, n389 = 390 * step, n390 = 391 * step, n391 = 392 * step, n392 = 393 * step, n393 = 394 * step, n394 = 395 * step, n395 = 396 * step, n396 = 397 * step, n397 = 398 * step, n398 = 399 * step, n399 = 400 * step;
        int n400 = 401 * step, n401 = 402 * step, n402 = 403 * step, n403 = 404 * step, n404 = 405 * step, n405 = 406 * step, n406 = 407 * step, n407 = 408 * step, n408 = 409 * step, n409 = 410 * step, n410 = 411 * step, n411 = 412 * step, n412 = 413 * step, n413 = 414 * step, n414 = 415 * step, n415 = 416 * step, n416 = 417 * step, n417 = 418 * step, n418 = 419 * step, n419 = 420 * step;
        int n420 = 421 * step, n421 = 422 * step, n422 = 423 * step, n423 = 424 * step, n424 = 425 * step, n425 = 426 * step, n426 = 427 * step, n427 = 428 * step, n428 = 429 * step, n429 = 430 * step, n430 = 431 * step, n431 = 432 * step, n432 = 433 * step, n433 = 434 * step, n434 = 435 * step, n435 = 436 * step, n436 = 437 * step, n437 = 438 * step, n438 = 439 * step, n439 = 440 * step;
        int n440 = 441 * step, n441 = 442 * step, n442 = 443 * step, n443 = 444 * step, n444 = 445 * step, n445 = 446 * step, n446 = 447 * step, n447 = 448 * step, n448 = 449 * step, n449 = 450 * step, n450 = 451 * step, n451 = 452 * step, n452 = 453 * step, n453 = 454 * step, n454 = 455 * step, n455 = 456 * step, n456 = 457 * step, n457 = 458 * step, n458 = 459 * step, n459 = 460 * step;
        int n460 = 461 * step, n461 = 462 * step, n462 = 463 * step, n463 = 464 * step, n464 = 465 * step, n465 = 466 * step, n466 = 467 * step, n467 = 468 * step, n468 = 469 * step, n469 = 470 * step, n470 = 471 * step, n471 = 472 * step, n472 = 473 * step, n473 = 474 * step, n474 = 475 * step, n475 = 476 * step, n476 = 477 * step, n477 = 478 * step, n478 = 479 * step, n479 = 480 * step;
        int n480 = 481 * step, n481 = 482 * step, n482 = 483 * step, n483 = 484 * step, n484 = 485 * step, n485 = 486 * step, n486 = 487 * step, n487 = 488 * step, n488 = 489 * step, n489 = 490 * step, n490 = 491 * step, n491 = 492 * step, n492 = 493 * step, n493 = 494 * step, n494 = 495 * step, n495 = 496 * step, n496 = 497 * step, n497 = 498 * step, n498 = 499 * step, n499 = 500 * step;
        int n500 = 501 * step, n501 = 502 * step, n502 = 503 * step, n503 = 504 * step, n504 = 505 * step, n505 = 506 * step, n506 = 507 * step, n507 = 508 * step, n508 = 509 * step, n509 = 510 * step, n510 = 511 * step, n511 = 512 * step, n512 = 513 * step, n513 = 514 * step, n514 = 515 * step, n515 = 516 * step, n516 = 517 * step, n517 = 518 * step, n518 = 519 * step, n519 = 520 * step;
        int n520 = 521 * step, n521 = 522 * step, n522 = 523 * step, n523 = 524 * step, n524 = 525 * step, n525 = 526 * step, n526 = 527 * step, n527 = 528 * step, n528 = 529 * step, n529 = 530 * step, n530 = 531 * step, n531 = 532 * step, n532 = 533 * step, n533 = 534 * step, n534 = 535 * step, n535 = 536 * step, n536 = 537 * step, n537 = 538 * step, n538 = 539 * step, n539 = 540 * step;
        int n540 = 541 * step, n541 = 542 * step, n542 = 543 * step, n543 = 544 * step, n544 = 545 * step, n545 = 546 * step, n546 = 547 * step, n547 = 548 * step, n548 = 549 * step, n549 = 550 * step, n550 = 551 * step, n551 = 552 * step, n552 = 553 * step, n553 = 554 * step, n554 = 555 * step, n555 = 556 * step, n556 = 557 * step, n557 = 558 * step, n558 = 559 * step, n559 = 560 * step;
        int n560 = 561 * step, n561 = 562 * step, n562 = 563 * step, n563 = 564 * step, n564 = 565 * step, n565 = 566 * step, n566 = 567 * step, n567 = 568 * step, n568 = 569 * step, n569 = 570 * step, n570 = 571 * step, n571 = 572 * step, n572 = 573 * step, n573 = 574 * step, n574 = 575 * step, n575 = 576 * step, n576 = 577 * step, n577 = 578 * step, n578 = 579 * step, n579 = 580 * step;
        int n580 = 581 * step, n581 = 582 * step, n582 = 583 * step, n583 = 584 * step, n584 = 585 * step, n585 = 586 * step, n586 = 587 * step, n587 = 588 * step, n588 = 589 * step, n589 = 590 * step, n590 = 591 * step, n591 = 592 * step, n592 = 593 * step, n593 = 594 * step, n594 = 595 * step, n595 = 596 * step, n596 = 597 * step, n597 = 598 * step, n598 = 599 * step, n599 = 600 * step;
        int n600 = 601 * step, n601 = 602 * step, n602 = 603 * step, n603 = 604 * step, n604 = 605 * step, n605 = 606 * step, n606 = 607 * step, n607 = 608 * step, n608 = 609 * step, n609 = 610 * step, n610 = 611 * step, n611 = 612 * step, n612 = 613 * step, n613 = 614 * step, n614 = 615 * step, n615 = 616 * step, n616 = 617 * step, n617 = 618 * step, n618 = 619 * step, n619 = 620 * step;
        int n620 = 621 * step, n621 = 622 * step, n622 = 623 * step, n623 = 624 * step, n624 = 625 * step, n625 = 626 * step, n626 = 627 * step, n627 = 628 * step, n628 = 629 * step, n629 = 630 * step, n630 = 631 * step, n631 = 632 * step, n632 = 633 * step, n633 = 634 * step, n634 = 635 * step, n635 = 636 * step, n636 = 637 * step, n637 = 638 * step, n638 = 639 * step, n639 = 640 * step;
        int n640 = 641 * step, n641 = 642 * step, n642 = 643 * step, n643 = 644 * step, n644 = 645 * step, n645 = 646 * step, n646 = 647 * step, n647 = 648 * step, n648 = 649 * step, n649 = 650 * step, n650 = 651 * step, n651 = 652 * step, n652 = 653 * step, n653 = 654 * step, n654 = 655 * step, n655 = 656 * step, n656 = 657 * step, n657 = 658 * step, n658 = 659 * step, n659 = 660 * step;
        int n660 = 661 * step, n661 = 662 * step, n662 = 663 * step, n663 = 664 * step, n664 = 665 * step, n665 = 666 * step, n666 = 667 * step, n667 = 668 * step, n668 = 669 * step, n669 = 670 * step, n670 = 671 * step, n671 = 672 * step, n672 = 673 * step, n673 = 674 * step, n674 = 675 * step, n675 = 676 * step, n676 = 677 * step, n677 = 678 * step, n678 = 679 * step, n679 = 680 * step;
        int n680 = 681 * step, n681 = 682 * step, n682 = 683 * step, n683 = 684 * step, n684 = 685 * step, n685 = 686 * step, n686 = 687 * step, n687 = 688 * step, n688 = 689 * step, n689 = 690 * step, n690 = 691 * step, n691 = 692 * step, n692 = 693 * step, n693 = 694 * step, n694 = 695 * step, n695 = 696 * step, n696 = 697 * step, n697 = 698 * step, n698 = 699 * step, n699 = 700 * step;
        int n700 = 701 * step, n701 = 702 * step, n702 = 703 * step, n703 = 704 * step, n704 = 705 * step, n705 = 706 * step, n706 = 707 * step, n707 = 708 * step, n708 = 709 * step, n709 = 710 * step, n710 = 711 * step, n711 = 712 * step, n712 = 713 * step, n713 = 714 * step, n714 = 715 * step, n715 = 716 * step, n716 = 717 * step, n717 = 718 * step, n718 = 719 * step, n719 = 720 * step;
        int n720 = 721 * step, n721 = 722 * step, n722 = 723 * step, n723 = 724 * step, n724 = 725 * step, n725 = 726 * step, n726 = 727 * step, n727 = 728 * step, n728 = 729 * step, n729 = 730 * step, n730 = 731 * step, n731 = 732 * step, n732 = 733 * step, n733 = 734 * step, n734 = 735 * step, n735 = 736 * step, n736 = 737 * step, n737 = 738 * step, n738 = 739 * step, n739 = 740 * step;
        int n740 = 741 * step, n741 = 742 * step, n742 = 743 * step, n743 = 744 * step, n744 = 745 * step, n745 = 746 * step, n746 = 747 * step, n747 = 748 * step, n748 = 749 * step, n749 = 750 * step, n750 = 751 * step, n751 = 752 * step, n752 = 753 * step, n753 = 754 * step, n754 = 755 * step, n755 = 756 * step, n756 = 757 * step, n757 = 758 * step, n758 = 759 * step, n759 = 760 * step;
        int n760 = 761 * step, n761 = 762 * step, n762 = 763 * step, n763 = 764 * step, n764 = 765 * step, n765 = 766 * step, n766 = 767 * step, n767 = 768 * step, n768 = 769 * step, n769 = 770 * step, n770 = 771 * step, n771 = 772 * step, n772 = 773 * step, n773 = 774 * step, n774 = 775 * step, n775 = 776 * step, n776 = 777 * step, n777 = 778 * step, n778 = 779 * step, n779 = 780 * step;
        int n780 = 781 * step, n781 = 782 * step, n782 = 783 * step, n783 = 784 * step, n784 = 785 * step, n785 = 786 * step, n786 = 787 * step, n787 = 788 * step, n788 = 789 * step, n789 = 790 * step, n790 = 791 * step, n791 = 792 * step, n792 = 793 * step, n793 = 794 * step, n794 = 795 * step, n795 = 796 * step, n796 = 797 * step, n797 = 798 * step, n798 = 799 * step, n799 = 800 * step;
        int n800 = 801 * step, n801 = 802 * step, n802 = 803 * step, n803 = 804 * step, n804 = 805 * step, n805 = 806 * step, n806 = 807 * step, n807 = 808 * step, n808 = 809 * step, n809 = 810 * step, n810 = 811 * step, n811 = 812 * step, n812 = 813 * step, n813 = 814 * step, n814 = 815 * step, n815 = 816 * step, n816 = 817 * step, n817 = 818 * step, n818 = 819 * step, n819 = 820 * step;
        int n820 = 821 * step, n821 = 822 * step, n822 = 823 * step, n823 = 824 * step, n824 = 825 * step, n825 = 826 * step, n826 = 827 * step, n827 = 828 * step, n828 = 829 * step, n829 = 830 * step, n830 = 831 * step, n831 = 832 * step, n832 = 833 * step, n833 = 834 * step, n834 = 835 * step, n835 = 836 * step, n836 = 837 * step, n837 = 838 * step, n838 = 839 * step, n839 = 840 * step;
        int n840 = 841 * step, n841 = 842 * step, n842 = 843 * step, n843 = 844 * step, n844 = 845 * step, n845 = 846 * step, n846 = 847 * step, n847 = 848 * step, n848 = 849 * step, n849 = 850 * step, n850 = 851 * step, n851 = 852 * step, n852 = 853 * step, n853 = 854 * step, n854 = 855 * step, n855 = 856 * step, n856 = 857 * step, n857 = 858 * step, n858 = 859 * step, n859 = 860 * step;
        int n860 = 861 * step, n861 = 862 * step, n862 = 863 * step, n863 = 864 * step, n864 = 865 * step, n865 = 866 * step, n866 = 867 * step, n867 = 868 * step, n868 = 869 * step, n869 = 870 * step, n870 = 871 * step, n871 = 872 * step, n872 = 873 * step, n873 = 874 * step, n874 = 875 * step, n875 = 876 * step, n876 = 877 * step, n877 = 878 * step, n878 = 879 * step, n879 = 880 * step;
        int n880 = 881 * step, n881 = 882 * step, n882 = 883 * step, n883 = 884 * step, n884 = 885 * step, n885 = 886 * step, n886 = 887 * step, n887 = 888 * step, n888 = 889 * step, n889 = 890 * step, n890 = 891 * step, n891 = 892 * step, n892 = 893 * step, n893 = 894 * step, n894 = 895 * step, n895 = 896 * step, n896 = 897 * step, n897 = 898 * step, n898 = 899 * step, n899 = 900 * step;
        int n900 = 901 * step, n901 = 902 * step, n902 = 903 * step, n903 = 904 * step, n904 = 905 * step, n905 = 906 * step, n906 = 907 * step, n907 = 908 * step, n908 = 909 * step, n909 = 910 * step, n910 = 911 * step, n911 = 912 * step, n912 = 913 * step, n913 = 914 * step, n914 = 915 * step, n915 = 916 * step, n916 = 917 * step, n917 = 918 * step, n918 = 919 * step, n919 = 920 * step;
        int n920 = 921 * step, n921 = 922 * step, n922 = 923 * step, n923 = 924 * step, n924 = 925 * step, n925 = 926 * step, n926 = 927 * step, n927 = 928 * step, n928 = 929 * step, n929 = 930 * step, n930 = 931 * step, n931 = 932 * step, n932 = 933 * step, n933 = 934 * step, n934 = 935 * step, n935 = 936 * step, n936 = 937 * step, n937 = 938 * step, n938 = 939 * step, n939 = 940 * step;
        int n940 = 941 * step, n941 = 942 * step, n942 = 943 * step, n943 = 944 * step, n944 = 945 * step, n945 = 946 * step, n946 = 947 * step, n947 = 948 * step, n948 = 949 * step, n949 = 950 * step, n950 = 951 * step, n951 = 952 * step, n952 = 953 * step, n953 = 954 * step, n954 = 955 * step, n955 = 956 * step, n956 = 957 * step, n957 = 958 * step, n958 = 959 * step, n959 = 960 * step;
        int n960 = 961 * step, n961 = 962 * step, n962 = 963 * step, n963 = 964 * step, n964 = 965 * step, n965 = 966 * step, n966 = 967 * step, n967 = 968 * step, n968 = 969 * step, n969 = 970 * step, n970 = 971 * step, n971 = 972 * step, n972 = 973 * step, n973 = 974 * step, n974 = 975 * step, n975 = 976 * step, n976 = 977 * step, n977 = 978 * step, n978 = 979 * step, n979 = 980 * step;
        int n980 = 981 * step, n981 = 982 * step, n982 = 983 * step, n983 = 984 * step, n984 = 985 * step, n985 = 986 * step, n986 = 987 * step, n987 = 988 * step, n988 = 989 * step, n989 = 990 * step, n990 = 991 * step, n991 = 992 * step, n992 = 993 * step, n993 = 994 * step, n994 = 995 * step, n995 = 996 * step, n996 = 997 * step, n997 = 998 * step, n998 = 999 * step, n999 = 1000 * step;
        for (var i = 0; i < 1; i++)
        {
            total += n0 + n1 + n2 + n3 + n4 + n5 + n6 + n7 + n8 + n9 + n10 + n11 + n12 + n13 + n14 + n15 + n16 + n17 + n18 + n19;
            total += n20 + n21 + n22 + n23 + n24 + n25 + n26 + n27 + n28 + n29 + n30 + n31 + n32 + n33 + n34 + n35 + n36 + n37 + n38 + n39;
            total += n40 + n41 + n42 + n43 + n44 + n45 + n46 + n47 + n48 + n49 + n50 + n51 + n52 + n53 + n54 + n55 + n56 + n57 + n58 + n59;
            total += n60 + n61 + n62 + n63 + n64 + n65 + n66 + n67 + n68 + n69 + n70 + n71 + n72 + n73 + n74 + n75 + n76 + n77 + n78 + n79;
            total += n80 + n81 + n82 + n83 + n84 + n85 + n86 + n87 + n88 + n89 + n90 + n91 + n92 + n93 + n94 + n95 + n96 + n97 + n98 + n99;
            total += n100 + n101 + n102 + n103 + n104 + n105 + n106 + n107 + n108 + n109 + n110 + n111 + n112 + n113 + n114 + n115 + n116 + n117 + n118 + n119;
            total += n120 + n121 + n122 + n123 + n124 + n125 + n126 + n127 + n128 + n129 + n130 + n131 + n132 + n133 + n134 + n135 + n136 + n137 + n138 + n139;
            total += n140 + n141 + n142 + n143 + n144 + n145 + n146 + n147 + n148 + n149 + n150 + n151 + n152 + n153 + n154 + n155 + n156 + n157 + n158 + n159;
            total += n160 + n161 + n162 + n163 + n164 + n165 + n166 + n167 + n168 + n169 + n170 + n171 + n172 + n173 + n174 + n175 + n176 + n177 + n178 + n179;
            total += n180 + n181 + n182 + n183 + n184 + n185 + n186 + n187 + n188 + n189 + n190 + n191 + n192 + n193 + n194 + n195 + n196 + n197 + n198 + n199;
            total += n200 + n201 + n202 + n203 + n204 + n205 + n206 + n207 + n208 + n209 + n210 + n211 + n212 + n213 + n214 + n215 + n216 + n217 + n218 + n219;
            total += n220 + n221 + n222 + n223 + n224 + n225 + n226 + n227 + n228 + n229 + n230 + n231 + n232 + n233 + n234 + n235 + n236 + n237 + n238 + n239;
            total += n240 + n241 + n242 + n243 + n244 + n245 + n246 + n247 + n248 + n249 + n250 + n251 + n252 + n253 + n254 + n255 + n256 + n257 + n258 + n259;
            total += n260 + n261 + n262 + n263 + n264 + n265 + n266 + n267 + n268 + n269 + n270 + n271 + n272 + n273 + n274 + n275 + n276 + n277 + n278 + n279;
            total += n280 + n281 + n282 + n283 + n284 + n285 + n286 + n287 + n288 + n289 + n290 + n291 + n292 + n293 + n294 + n295 + n296 + n297 + n298 + n299;
            total += n300 + n301 + n302 + n303 + n304 + n305 + n306 + n307 + n308 + n309 + n310 + n311 + n312 + n313 + n314 + n315 + n316 + n317 + n318 + n319;
            total += n320 + n321 + n322 + n323 + n324 + n325 + n326 + n327 + n328 + n329 + n330 + n331 + n332 + n333 + n334 + n335 + n336 + n337 + n338 + n339;
            total += n340 + n341 + n342 + n343 + n344 + n345 + n346 + n347 + n348 + n349 + n350 + n351 + n352 + n353 + n354 + n355 + n356 + n357 + n358 + n359;
            total += n360 + n361 + n362 + n363 + n364 + n365 + n366 + n367 + n368 + n369 + n370 + n371 + n372 + n373 + n374 + n375 + n376 + n377 + n378 + n379;
            total += n380 + n381 + n382 + n383 + n384 + n385 + n386 + n387 + n388 + n389 + n390 + n391 + n392 + n393 + n394 + n395 + n396 + n397 + n398 + n399;
            total += n400 + n401 + n402 + n403 + n404 + n405 + n406 + n407 + n408 + n409 + n410 + n411 + n412 + n413 + n414 + n415 + n416 + n417 + n418 + n419;
            total += n420 + n421 + n422 + n423 + n424 + n425 + n426 + n427 + n428 + n429 + n430 + n431 + n432 + n433 + n434 + n435 + n436 + n437 + n438 + n439;
            total += n440 + n441 + n442 + n443 + n444 + n445 + n446 + n447 + n448 + n449 + n450 + n451 + n452 + n453 + n454 + n455 + n456 + n457 + n458 + n459;
            total += n460 + n461 + n462 + n463 + n464 + n465 + n466 + n467 + n468 + n469 + n470 + n471 + n472 + n473 + n474 + n475 + n476 + n477 + n478 + n479;
            total += n480 + n481 + n482 + n483 + n484 + n485 + n486 + n487 + n488 + n489 + n490 + n491 + n492 + n493 + n494 + n495 + n496 + n497 + n498 + n499;
            total += n500 + n501 + n502 + n503 + n504 + n505 + n506 + n507 + n508 + n509 + n510 + n511 + n512 + n513 + n514 + n515 + n516 + n517 + n518 + n519;
            total += n520 + n521 + n522 + n523 + n524 + n525 + n526 + n527 + n528 + n529 + n530 + n531 + n532 + n533 + n534 + n535 + n536 + n537 + n538 + n539;
            total += n540 + n541 + n542 + n543 + n544 + n545 + n546 + n547 + n548 + n549 + n550 + n551 + n552 + n553 + n554 + n555 + n556 + n557 + n558 + n559;
            total += n560 + n561 + n562 + n563 + n564 + n565 + n566 + n567 + n568 + n569 + n570 + n571 + n572 + n573 + n574 + n575 + n576 + n577 + n578 + n579;
            total += n580 + n581 + n582 + n583 + n584 + n585 + n586 + n587 + n588 + n589 + n590 + n591 + n592 + n593 + n594 + n595 + n596 + n597 + n598 + n599;
            total += n600 + n601 + n602 + n603 + n604 + n605 + n606 + n607 + n608 + n609 + n610 + n611 + n612 + n613 + n614 + n615 + n616 + n617 + n618 + n619;
            total += n620 + n621 + n622 + n623 + n624 + n625 + n626 + n627 + n628 + n629 + n630 + n631 + n632 + n633 + n634 + n635 + n636 + n637 + n638 + n639;
            total += n640 + n641 + n642 + n643 + n644 + n645 + n646 + n647 + n648 + n649 + n650 + n651 + n652 + n653 + n654 + n655 + n656 + n657 + n658 + n659;
            total += n660 + n661 + n662 + n663 + n664 + n665 + n666 + n667 + n668 + n669 + n670 + n671 + n672 + n673 + n674 + n675 + n676 + n677 + n678 + n679;
            total += n680 + n681 + n682 + n683 + n684 + n685 + n686 + n687 + n688 + n689 + n690 + n691 + n692 + n693 + n694 + n695 + n696 + n697 + n698 + n699;
            total += n700 + n701 + n702 + n703 + n704 + n705 + n706 + n707 + n708 + n709 + n710 + n711 + n712 + n713 + n714 + n715 + n716 + n717 + n718 + n719;
            total += n720 + n721 + n722 + n723 + n724 + n725 + n726 + n727 + n728 + n729 + n730 + n731 + n732 + n733 + n734 + n735 + n736 + n737 + n738 + n739;
            total += n740 + n741 + n742 + n743 + n744 + n745 + n746 + n747 + n748 + n749 + n750 + n751 + n752 + n753 + n754 + n755 + n756 + n757 + n758 + n759;
            total += n760 + n761 + n762 + n763 + n764 + n765 + n766 + n767 + n768 + n769 + n770 + n771 + n772 + n773 + n774 + n775 + n776 + n777 + n778 + n779;
            total += n780 + n781 + n782 + n783 + n784 + n785 + n786 + n787 + n788 + n789 + n790 + n791 + n792 + n793 + n794 + n795 + n796 + n797 + n798 + n799;
            total += n800 + n801 + n802 + n803 + n804 + n805 + n806 + n807 + n808 + n809 + n810 + n811 + n812 + n813 + n814 + n815 + n816 + n817 + n818 + n819;
            total += n820 + n821 + n822 + n823 + n824 + n825 + n826 + n827 + n828 + n829 + n830 + n831 + n832 + n833 + n834 + n835 + n836 + n837 + n838 + n839;
            total += n840 + n841 + n842 + n843 + n844 + n845 + n846 + n847 + n848 + n849 + n850 + n851 + n852 + n853 + n854 + n855 + n856 + n857 + n858 + n859;
            total += n860 + n861 + n862 + n863 + n864 + n865 + n866 + n867 + n868 + n869 + n870 + n871 + n872 + n873 + n874 + n875 + n876 + n877 + n878 + n879;
            total += n880 + n881 + n882 + n883 + n884 + n885 + n886 + n887 + n888 + n889 + n890 + n891 + n892 + n893 + n894 + n895 + n896 + n897 + n898 + n899;
            total += n900 + n901 + n902 + n903 + n904 + n905 + n906 + n907 + n908 + n909 + n910 + n911 + n912 + n913 + n914 + n915 + n916 + n917 + n918 + n919;
            total += n920 + n921 + n922 + n923 + n924 + n925 + n926 + n927 + n928 + n929 + n930 + n931 + n932 + n933 + n934 + n935 + n936 + n937 + n938 + n939;
            total += n940 + n941 + n942 + n943 + n944 + n945 + n946 + n947 + n948 + n949 + n950 + n951 + n952 + n953 + n954 + n955 + n956 + n957 + n958 + n959;
            total += n960 + n961 + n962 + n963 + n964 + n965 + n966 + n967 + n968 + n969 + n970 + n971 + n972 + n973 + n974 + n975 + n976 + n977 + n978 + n979;
            total += n980 + n981 + n982 + n983 + n984 + n985 + n986 + n987 + n988 + n989 + n990 + n991 + n992 + n993 + n994 + n995 + n996 + n997 + n998 + n999;
        }

        return total;
    }
}

public static class Asset
{
    public static string Run() => new Wide().Sum(1).ToString();
}
