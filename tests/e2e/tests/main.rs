//! The tests by group. A function that is not listed here is unused code, and a warning.

mod accept;
mod accessible;
mod accessible_tree;
mod api;
mod beside;
mod clean;
mod company;
mod dead_ends;
mod embeds;
mod first_visit;
mod forms;
mod framed;
mod gated;
mod hidden;
mod hostile;
mod inspector;
mod instances;
mod keyboard;
mod language;
mod late;
mod layout;
mod leaks;
mod live;
mod looks;
mod memory;
mod narrow;
mod order;
mod ordinary;
mod partial;
mod parts;
mod policies;
mod refuse;
mod refusers;
mod removal;
mod room;
mod settings;
mod shadow;
mod signals;
mod stands;
mod stored;
mod streaming;
mod trouble;
mod vendors;
mod withdraw;

use std::process::ExitCode;

use samtycke_e2e::Body;

/// The tests of a group, named after the group and the functions.
macro_rules! tests {
    ($($group:ident: $($test:ident)*;)*) => {
        vec![$($((concat!(stringify!($group), "::", stringify!($test)), $group::$test as Body)),*),*]
    };
}

fn main() -> ExitCode {
    samtycke_e2e::run(tests! {
        beside:
            a_router_cannot_keep_what_was_withdrawn
            an_older_page_leaves_a_newer_yes
            a_modal_dialog_of_the_page_comes_first
            a_focus_trap_of_the_page_holds_nothing
            handlers_that_all_buttons_get_replace_none_of_ours
            sections_of_the_page_keep_their_numbers
            pseudo_elements_of_the_page_are_its_own
            a_modal_dialog_in_a_shadow_tree_comes_first
            a_closed_dialog_leaves_the_banner_on_top
            only_what_was_entered_keeps_a_page
            trusted_types_without_our_name_leave_a_way_back
            a_form_with_a_field_of_any_name_is_let_in
            the_same_language_again_changes_nothing
            sheets_of_the_page_leave_ours
            a_page_that_comes_late_has_its_banner
            films_start_and_stop_with_their_sources
            a_tag_without_our_prefix_runs_after_an_earlier_yes
            a_morph_leaves_what_is_granted
            cookies_of_others_end_no_decision
            a_shared_cookie_counts_at_once;
        company:
            nothing_reports_that_the_visitor_leaves
            what_is_typed_may_be_saved_when_the_visitor_leaves
            an_address_that_changes_to_the_settings_opens_them
            a_popover_that_opens_later_covers_no_answer
            the_settings_scroll_by_themselves
            a_nonce_that_comes_late_is_found
            the_settings_open_from_anywhere
            a_link_that_is_hidden_leaves_a_button
            the_page_keeps_its_own_room
            a_header_that_stays_lies_over_stand_ins;
        first_visit:
            the_banner_is_a_region_with_three_buttons
            the_banner_comes_at_once
            the_banner_needs_no_slow_formats
            nobody_is_called_and_nothing_is_stored
            browsing_on_is_no_answer
            the_focus_stays_where_it_is;
        accept:
            everyone_is_called_once
            the_cookie_says_all
            the_scripts_of_a_service_run_in_order
            the_next_page_does_not_ask
            a_receipt_is_kept
            receipts_of_many_services_are_kept
            a_receipt_is_kept_whatever_the_random_id
            a_click_made_by_script_counts;
        refuse:
            nobody_is_called
            the_cookie_says_none
            the_banner_stays_away
            the_settings_refuse_too;
        settings:
            every_switch_is_off_at_first
            the_tables_are_there_however_late_the_declaration
            only_what_is_switched_on_is_called
            the_switches_stand_as_they_were_left
            escape_closes_without_saving
            one_service_can_be_left_out
            one_service_can_be_taken_alone
            they_come_though_garbage_is_collected
            the_tables_list_every_cookie
            what_a_category_holds_is_counted
            addresses_are_links
            the_tables_of_a_page_list_every_cookie
            the_policy_pages_list_every_cookie
            settings_that_come_too_late_stay_away
            the_tables_of_a_page_speak_its_language
            a_change_of_language_moves_no_switch
            the_tables_of_a_page_can_be_read_under_a_reset
            names_of_cookies_keep_their_order;
        vendors:
            googles_default_comes_first_or_is_named;
        withdraw:
            the_settings_take_everything_back
            a_button_of_the_page_takes_everything_back
            code_takes_everything_back
            what_was_not_taken_back_stays
            cookies_of_deeper_paths_go_too
            a_no_to_what_never_ran_does_not_reload
            cookies_of_paths_that_code_has_moved_to_go_too
            leftovers_of_earlier_times_go_at_a_start;
        clean:
            every_kind_is_deleted_before_the_page_loads_anew
            a_deletion_that_hangs_holds_nobody_up
            a_database_that_is_held_open_goes_with_the_next_page
            what_lies_on_other_paths_goes_when_the_visitor_comes_there
            where_databases_cannot_be_listed_those_of_a_whole_name_go
            what_no_page_can_delete_is_named
            storage_that_nothing_declares_is_not_opened;
        signals:
            do_not_track_is_a_no
            global_privacy_control_is_a_no
            the_page_shows_that_a_signal_is_followed
            the_settings_say_why
            the_settings_say_why_of_global_privacy_control
            the_visitor_may_still_let_in_the_chat
            a_stored_yes_is_limited_and_stays
            a_yes_to_all_is_a_yes_to_what_is_left
            a_signal_that_binds_nobody_leaves_all_to_the_visitor
            a_no_under_a_signal_takes_the_chat_away;
        stored:
            a_choice_as_documented_counts
            a_refusal_as_documented_counts
            a_tampered_choice_asks_again
            a_truncated_choice_asks_again
            an_expired_choice_asks_again
            a_choice_from_the_future_asks_again
            a_yes_of_another_version_asks_again
            a_new_version_voids_every_yes
            a_new_version_leaves_a_no
            of_twin_cookies_the_no_counts_and_one_is_left
            a_visit_leaves_the_cookie_of_another_declaration
            a_refusal_identifies_nobody
            a_value_of_other_characters_asks_again;
        partial:
            only_what_is_new_is_asked_about
            the_banner_follows_what_was_answered_meanwhile
            a_yes_there_adds_to_the_rest
            a_no_there_leaves_the_rest
            a_no_is_not_asked_about_again
            yes_and_no_live_as_long_as_the_site_says;
        api:
            the_next_line_knows
            before_a_fetched_configuration_nothing_is_granted
            an_unknown_id_is_no_and_is_named_once
            the_module_is_asked_like_the_tag
            the_module_starts_with_its_declaration
            unknown_ids_decide_nothing
            events_carry_the_snapshot
            a_listener_can_stop
            a_listener_that_throws_stops_nothing
            a_promise_is_kept_with_a_later_yes
            code_decides_by_id
            a_single_service_does_not_end_the_asking
            anything_but_true_is_no_yes
            a_mistake_in_place_of_ids_changes_nothing
            mistakes_are_named
            values_that_are_no_json_break_nothing
            listeners_hear_the_truth
            ready_is_told_once
            code_opens_and_closes
            a_no_in_a_granted_script_stops_the_next
            too_early_does_nothing
            an_early_no_finds_a_cookie_of_another_name
            a_promise_waits_for_what_listeners_decide
            ids_stand_one_after_another_too
            a_language_may_be_anything;
        gated:
            nothing_runs_or_is_fetched_before_a_yes
            they_run_in_document_order
            a_module_of_a_service_holds_nobody_up
            a_single_service_has_a_gate_too
            attributes_are_kept
            one_that_fails_is_told_and_the_next_goes_on
            a_tag_that_comes_later_counts
            an_async_one_holds_nobody_up
            the_nonce_goes_to_every_script;
        live:
            a_lazy_loader_finds_nothing
            an_address_before_the_grant_is_taken_and_named
            restored_markup_loses_its_address
            a_router_that_keeps_markup_meanwhile_ends_no_decision
            the_gated_tag_stays_and_the_running_script_goes
            what_is_away_during_a_withdrawal_is_shut
            a_running_module_goes_too
            changed_addresses_are_followed
            the_gate_is_read_when_it_is_used
            a_gate_that_changes_while_others_run_counts
            a_script_without_its_type_is_kept_from_loading_again
            what_loads_nothing_is_left
            what_can_never_load_is_named
            an_unknown_gate_keeps_its_element_shut
            each_address_of_a_list_has_to_be_safe
            elements_of_another_document_are_found
            mistakes_in_gated_markup_are_named what_a_vendor_fills_its_box_with_is_no_mistake
            addresses_of_svg_wait;
        stands:
            a_no_that_cannot_be_written_deletes_an_older_yes
            a_page_that_was_kept_ends_with_the_next_no
            a_stale_banner_grants_nothing_else
            stale_settings_grant_nothing_again
            a_no_to_some_stands_where_something_breaks
            a_no_without_a_declaration_finds_any_name
            what_a_promise_has_let_in_ends_with_its_page
            the_place_within_the_page_stays
            an_object_ends_without_a_load;
        late:
            only_scripts_wait_for_scripts
            handlers_of_gated_tags_run
            document_write_does_not_take_the_page_away
            a_tag_that_never_loads_holds_up_nobody
            a_tag_that_is_taken_out_holds_up_nobody
            a_script_that_hangs_is_waited_for_ten_seconds
            a_withdrawal_does_not_wait_for_a_script_that_hangs;
        streaming:
            half_a_script_does_not_run;
        framed:
            in_a_frame_of_another_site_nothing_is_granted_and_nothing_is_lost
            a_frame_below_a_frame_of_the_site_asks_nobody;
        leaks:
            nothing_leaks_while_a_visitor_decides
            nothing_leaks_when_a_yes_is_taken_back
            nothing_leaks_from_a_page_that_is_written_anew
            nothing_leaks_in_the_tab_beside
            nothing_leaks_in_a_restored_page
            nothing_leaks_in_a_page_of_the_history
            nothing_leaks_in_a_prerendered_page;
        trouble:
            without_cookies_a_yes_is_not_in_effect
            without_storage_the_cookie_is_enough
            full_storage_costs_the_receipt_alone
            a_missing_configuration_is_told
            an_unreachable_configuration_is_told
            a_malformed_configuration_is_told
            a_wrong_configuration_is_refused_whole
            the_script_for_developers_names_every_problem
            init_throws_what_is_wrong
            a_third_party_that_hangs_delays_nobody
            a_third_party_that_fails_is_told
            receipts_that_are_none_break_nothing
            a_break_while_scripts_run_ends_everything;
        order:
            what_follows_a_yes_and_a_withdrawal;
        parts:
            a_part_of_another_build_is_refused
            a_file_that_did_not_come_is_tried_again
            without_a_fetch_the_visitor_finds_a_way_back
            words_are_texts_alone
            the_folder_is_that_of_the_tags_path
            a_base_of_another_origin_moves_nothing
            after_a_break_nobody_is_held
            with_nothing_to_ask_there_is_no_banner
            a_file_that_fails_is_left_alone_for_a_while
            a_declaration_that_hangs_is_named
            a_gated_script_without_a_gate_is_named
            a_tag_that_is_put_in_wrongly_works_or_is_named
            without_stand_ins_the_page_works_and_is_told
            a_base_moves_no_link;
        dead_ends:
            whatever_breaks_a_no_is_possible
            whatever_breaks_a_yes_is_taken_back
            a_no_before_the_declaration_counts;
        forms:
            a_withdrawal_sends_no_form_again
            a_withdrawal_elsewhere_keeps_what_is_typed
            a_grant_leaves_the_focus
            a_form_that_waits_is_not_sent
            a_dialog_of_a_form_that_waits_can_be_closed;
        embeds:
            nothing_leaks_before_during_and_after_each_answer
            nothing_of_the_page_shifts
            images_have_their_size_while_they_wait
            each_says_what_it_is
            the_keyboard_meets_each_in_its_place
            a_picture_of_others_is_not_loaded
            a_form_waits_and_says_why
            an_embed_with_another_address_is_known_anew
            a_poster_of_nobody_keeps_a_film_shut
            a_list_that_opens_is_fitted_in
            the_last_line_is_free_of_a_chat
            a_custom_element_keeps_its_root
            the_settings_and_stand_ins_are_in_step
            a_category_names_who_is_behind_it
            the_page_has_its_say
            a_page_without_embeds_fetches_nothing
            stand_ins_are_accessible_and_fit
            forced_colours_are_taken
            nothing_is_cut_off_at_any_size
            a_small_box_opens_its_text
            the_page_cannot_make_the_text_small
            stand_ins_look_as_the_banner_does
            the_focus_stays_with_each_frame
            chats_lie_on_nothing_of_ours
            many_come_with_the_style_of_one
            what_is_far_away_costs_nothing
            what_is_withdrawn_waits_again
            the_demo_shows_them
            what_a_signal_rules_out_has_no_button
            what_is_cut_off_shows_no_stand_in
            a_box_that_the_page_fills_shows_its_content;
        hostile:
            a_browser_that_keeps_nothing_grants_nothing
            a_clock_that_is_set_loses_no_choice
            of_two_tabs_the_last_word_counts
            a_stale_tab_does_not_undo_a_refusal
            a_page_that_never_tires_of_taking_it_away_still_works
            settings_that_the_page_takes_away_save_nothing
            names_of_the_page_are_not_taken_for_ours
            hard_styles_of_the_page_leave_the_banner_as_it_is
            what_the_page_redefined_before_grants_nothing
            what_the_page_redefines_later_grants_nothing
            a_thousand_services_are_asked_about
            five_megabytes_of_configuration_are_read
            deep_nesting_grants_nothing_and_breaks_nothing
            texts_of_the_configuration_stay_texts
            a_text_that_is_no_unicode_is_shown;
        instances:
            a_second_build_keeps_still
            the_module_starts_once
            frames_of_the_own_site_ask_nobody_twice
            a_frame_that_was_first_stops_asking
            a_frame_of_a_page_without_samtycke_asks
            without_cascade_layers_there_is_a_word_and_no_banner
            without_constructed_style_sheets_the_banner_has_its_style;
        policies:
            the_strictest_policy_refuses_nothing_of_ours
            the_page_cannot_sign_by_our_policy
            without_webassembly_the_other_build_takes_over
            a_browser_without_webassembly_loses_nothing
            another_build_is_refused
            without_either_build_the_gate_stays_shut
            the_module_without_either_build_grants_nothing;
        layout:
            a_bar_is_as_high_as_its_words
            the_boxes_of_the_page_stay_where_they_are
            what_is_ours_is_no_child_of_the_body
            the_banner_lies_above_everything
            a_box_stands_in_its_corner
            without_a_top_layer_the_banner_lies_above_too;
        removal:
            a_sweep_of_the_page_leaves_the_banner
            a_sweep_leaves_the_cover
            a_removal_during_the_start_is_no_answer
            a_banner_that_a_tool_removes_stays_away
            copies_are_removed
            a_part_on_its_way_is_not_saved
            the_banner_is_gone_in_the_first_frame
            sweeps_over_a_long_time_leave_the_banner;
        room:
            the_last_line_can_be_reached
            no_text_of_ours_is_quoted
            a_part_that_scrolls_has_the_room
            the_room_follows_what_is_in_a_page_as_high_as_the_window
            the_end_of_a_short_policy_can_be_read
            another_language_leaves_the_button_its_room
            a_closed_banner_leaves_the_button
            the_focus_is_not_hidden_by_the_banner
            the_policy_page_is_never_covered
            a_cover_holds_for_the_keyboard_too
            only_the_policy_is_not_held
            what_the_button_lies_on_can_be_reached
            the_policy_is_known_by_its_other_names
            a_page_that_closes_popovers_leaves_the_button;
        shadow:
            a_button_in_a_shadow_root_is_heard
            a_plain_link_opens_the_settings
            a_link_with_a_path_opens_the_settings_too
            an_unknown_meaning_is_named
            a_page_without_a_trigger_gets_a_button
            a_hidden_trigger_is_none;
        language:
            days_are_those_that_people_count
            the_visitor_gets_the_language_that_is_there
            an_empty_table_is_none
            the_direction_follows_the_script
            the_language_changes_live
            words_come_beside_the_declaration
            two_languages_need_no_file
            words_of_the_declaration_win
            without_the_words_the_banner_is_english
            without_english_the_first_language_speaks
            built_in_languages_are_looked_up
            a_fetched_language_comes_live
            every_language_fits
            xml_lang_counts
            long_words_stay_on_the_screen
            a_language_is_there_when_it_is_said;
        memory:
            thousands_of_gated_elements_are_collected;
        refusers:
            heuristics_refuse_in_each_language_and_layout
            the_extension_refuses_in_each_language
            our_rule_for_autoconsent_refuses
            our_rule_for_autoconsent_accepts
            our_rule_for_consent_o_matic_refuses
            our_rule_for_consent_o_matic_says_yes_by_purpose;
        hidden:
            behind_a_filter_list_nothing_loads_and_the_page_is_free
            behind_a_filter_list_the_settings_do_not_hold_the_page
            taken_from_the_page_nothing_loads_and_the_page_is_free
            a_style_of_the_page_does_not_hide_it;
        ordinary:
            a_choice_in_one_tab_counts_in_the_other
            a_page_of_frames_asks
            a_choice_in_one_window_counts_in_the_one_beside_it
            a_page_in_history_learns_of_a_choice
            a_restored_page_follows_a_decision
            a_kept_page_ends_with_a_withdrawal
            a_second_start_changes_nothing
            a_second_script_tag_changes_nothing
            the_tag_works_wherever_it_stands
            the_tag_can_be_added_by_a_script
            a_page_that_is_written_anew_is_asked_and_answers
            a_swedish_page_is_asked_in_swedish
            a_page_in_another_encoding_works
            the_development_build_has_its_inspector
            what_comes_after_a_no_elsewhere_waits
            a_path_without_a_change_counts;
        accessible:
            axe_finds_nothing_in_any_banner
            axe_finds_nothing_in_the_settings
            axe_finds_nothing_under_a_signal
            axe_finds_nothing_in_the_declaration
            axe_finds_nothing_on_the_policy_page
            axe_finds_nothing_in_the_floating_button
            the_floating_button_leads_to_the_settings_and_back;
        accessible_tree:
            the_banner_is_in_reading_order
            the_settings_are_in_reading_order_with_their_states
            the_tables_are_tables;
        keyboard:
            the_banner_comes_first_and_holds_nobody
            the_banner_refuses_with_either_key
            tab_goes_round_in_the_settings
            shift_and_tab_go_round_backwards
            escape_leaves_the_settings_from_anywhere
            the_focus_goes_back_to_the_opener
            nothing_is_lost_on_save
            the_keyboard_chooses_one_service
            the_focus_is_never_hidden;
        inspector:
            a_button_and_a_key_open_and_close_it
            it_names_what_is_gated_and_stored
            a_signal_can_be_pretended
            a_choice_can_be_expired
            a_new_version_can_be_pretended
            third_parties_can_be_slow_and_the_gate_still_holds
            a_withdrawal_is_a_real_one
            the_findings_are_copied
            a_wrong_declaration_is_shown_on_the_page
            a_text_that_is_no_json_is_shown_with_its_place
            warnings_are_no_overlay
            the_banner_can_be_answered_beside_it
            axe_finds_nothing
            copies_are_removed_and_it_comes_back
            the_page_cannot_change_it
            what_pretends_needs_storage
            the_strictest_policy_refuses_nothing_of_it
            without_webassembly_it_is_absent_and_that_is_said;
        looks:
            yes_and_no_are_alike_on_every_page
            yes_and_no_are_alike_in_every_layout
            a_hard_page_changes_nothing
            the_page_cannot_make_the_text_small
            switches_show_on_the_background_of_a_brand
            the_icon_is_drawn_in_forced_colours
            the_floating_button_has_no_dead_ends
            large_text_is_taken
            print_shows_nothing_of_ours
            words_fit_any_colour_of_the_buttons
            words_and_background_fit_each_other
            the_demo_has_the_colours_of_its_brand
            a_covered_page_does_not_scroll
            a_logo_stands_above_the_title
            contrast_is_enough_in_every_theme
            targets_are_large_enough
            the_floating_button_stands_where_it_is_told
            forced_colours_are_taken
            nothing_moves_but_a_knob;
        narrow:
            the_banner_fits
            the_settings_fit
            three_answers_have_room
            the_settings_can_be_closed_from_their_end
            tables_become_lines
            the_floating_button_fits
            spacing_loses_nothing;
    })
}
